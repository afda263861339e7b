package org.vigie.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.MaterialClass;
import org.vigie.match.Match.Kind;

/** However many entries a file meets, few are kept; they are those that one would find who collected and sorted all of them. */
class FindingTest {
    private static final int ROUNDS = 300;
    private static final int LISTS = 9;
    private static final int ENTRIES = 400;

    private final Map<ListId, Finding.ListFacts> lists = new LinkedHashMap<>();
    private final List<Listed> entries = new ArrayList<>();

    @Test
    void whatIsKeptIsWhatAllThatWasMetWouldGive() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var media = media(random);
            var index = index(random, media);

            assertThat(Finding.find(index, media, list -> Optional.ofNullable(lists.get(list))))
                    .as("seed %d", seed)
                    .isEqualTo(ofAll(media));
        }
    }

    /** Each entry that is met makes a match, all are sorted, what is stopped is left out, and then it is cut. */
    private Finding.Found ofAll(MediaHashes media) {
        List<Match> matches = new ArrayList<>();
        List<Match> stops = new ArrayList<>();
        for (Listed entry : entries) {
            var facts = lists.get(entry.list());
            if (facts == null) {
                continue;
            }
            boolean isNear = entry.hash().algorithm() == HashAlgorithm.PDQ;
            int distance = isNear ? Pdq.of(entry.hash()).distance(pdq(media)) : 0;
            var policy = facts.policy();
            if (isNear
                    ? distance > Pdq.RADIUS || !policy.isNear(media.pdqQuality(), distance)
                    : !media.exact().contains(entry.hash())) {
                continue;
            }
            boolean notifies = isNear
                    ? policy.letsNearNotify(entry.materialClass(), distance)
                    : policy.letsExactNotify(entry.materialClass());
            (facts.kind().isStopping() ? stops : matches)
                    .add(new Match(
                            entry.list(),
                            facts.name(),
                            entry.id(),
                            entry.hash(),
                            isNear ? Kind.NEAR : Kind.EXACT,
                            distance,
                            entry.materialClass(),
                            notifies));
        }
        matches.sort(Finding.ORDER);
        stops.sort(Finding.ORDER);
        List<Match> standing =
                matches.stream().filter(match -> !isStopped(match, stops)).toList();
        List<Match> stopped =
                matches.stream().filter(match -> isStopped(match, stops)).toList();
        return new Finding.Found(Finding.limited(standing), Finding.limited(stops), Finding.limited(stopped));
    }

    private static boolean isStopped(Match match, List<Match> stops) {
        if (stops.isEmpty()) {
            return false;
        }
        Match stop = stops.getFirst();
        return match.kind() == Kind.NEAR
                || (stop.kind() == Kind.EXACT
                        && stop.entryHash()
                                        .algorithm()
                                        .compareTo(match.entryHash().algorithm())
                                >= 0);
    }

    private OrgIndex index(Random random, MediaHashes media) {
        lists.clear();
        entries.clear();
        List<ListId> ids = IntStream.range(0, LISTS)
                .mapToObj(i -> new ListId(new UUID(random.nextLong(), i)))
                .toList();
        int stopping = random.nextInt(4) == 0 ? 2 : 0;
        for (int i = 0; i < LISTS - 1; i++) {
            int distanceMax = random.nextInt(3) == 0 ? random.nextInt(Pdq.RADIUS) : Pdq.RADIUS;
            var policy = new ListPolicy(random.nextBoolean(), random.nextInt(-1, 32), 50, distanceMax);
            lists.put(
                    ids.get(i),
                    new Finding.ListFacts(
                            "List " + random.nextInt(LISTS),
                            i < stopping ? ListKind.NEGATIVE : ListKind.MATCH,
                            policy));
        }
        var builder = new OrgIndex.Builder(new Labels());
        for (long id = 1; id <= ENTRIES; id++) {
            // stopping lists are few and small, or nothing would ever stand
            int list = random.nextInt(40) == 0 ? random.nextInt(LISTS) : random.nextInt(stopping, LISTS);
            var classes = MaterialClass.values();
            var entry = new Listed(id, ids.get(list), hash(random, media), classes[random.nextInt(classes.length)]);
            entries.add(entry);
            builder.add(entry);
        }
        return builder.build();
    }

    /** Mostly near the picture of the media, often its bytes, sometimes nothing of the two. */
    private static HashValue hash(Random random, MediaHashes media) {
        if (random.nextInt(4) == 0) {
            return media.exact().get(random.nextInt(3));
        }
        Pdq pdq = pdq(media);
        long[] words = {pdq.w0(), pdq.w1(), pdq.w2(), pdq.w3()};
        int flips = random.nextInt(40);
        for (int i = 0; i < flips; i++) {
            words[random.nextInt(4)] ^= 1L << random.nextInt(64);
        }
        return new Pdq(words[0], words[1], words[2], words[3]).value();
    }

    private static Pdq pdq(MediaHashes media) {
        return java.util.Objects.requireNonNull(media.pdq());
    }

    private static MediaHashes media(Random random) {
        return new MediaHashes(
                any(random, HashAlgorithm.MD5, 16),
                any(random, HashAlgorithm.SHA1, 20),
                any(random, HashAlgorithm.SHA256, 32),
                new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                random.nextInt(50, 101));
    }

    private static HashValue any(Random random, HashAlgorithm algorithm, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HashValue.of(algorithm, bytes);
    }
}
