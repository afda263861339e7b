package org.vigie.retromatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.crawl.SeenMediaFeed;
import org.vigie.crawl.SeenMediaService;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.NewEntryService;
import org.vigie.item.FindingService;
import org.vigie.item.LateMatchService;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/** What tests of both ways of a round share. */
abstract class RoundTestBase {
    private static final AuditActor TEST = AuditActor.system("test");
    static final int[] QUALITIES = {30, 49, 50, 69, 70, 100};

    @Autowired
    Fixtures fixtures;

    @Autowired
    HashListService lists;

    @Autowired
    NewEntryService news;

    @Autowired
    RetroMatchRunner runner;

    @Autowired
    RetroMatchService rounds;

    @Autowired
    SeenMediaService seen;

    @Autowired
    SeenMediaFeed feed;

    @Autowired
    MatchService matches;

    @Autowired
    LateMatchService lateMatches;

    @Autowired
    FindingService findings;

    @Autowired
    Sealer sealer;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    RetroMatchSettings settings;

    @Autowired
    FakeClock clock;

    OrgId org;
    SeenSamples samples;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Retro-matching");
        samples = new SeenSamples(db, sealer, clock);
    }

    /** What was seen, with where. */
    record Seen(MediaHashes media, List<VideoFrame> frames, CanonicalAddress address) {}

    RetroMatchRunner runner(RetroMatchSettings with, Comparison comparison) {
        var search = new Search(seen, new SeenIndex(feed, seen, with));
        return new RetroMatchRunner(rounds, lists, news, seen, search, matches, comparison, with, clock);
    }

    Seen seen() {
        MediaHashes media = good(pdq(new Random()));
        CanonicalAddress address = address();
        samples.media(media);
        samples.seen(org, media, address);
        return new Seen(media, List.of(), address);
    }

    boolean found(Seen one) {
        return in(org, () -> findings.at(one.address())).isPresent();
    }

    static void run(OrgId of, HashList list, RetroMatchRunner by) {
        CurrentOrganisation.as(of, () -> {
            by.handle(list.id().value());
            return true;
        });
    }

    RetroMatchService.Progress progress(OrgId of, HashList list) {
        return in(of, () -> rounds.progress(list.id())).orElseThrow();
    }

    HashList load(OrgId of, String name, ListKind kind, ListPolicy policy, String lines) {
        return CurrentOrganisation.as(of, () -> {
            ListId id = in(of, () -> lists.ensure(new ListName(name), kind, policy, TEST))
                    .id();
            byte[] csv = ("algorithm,hash,class,source,note\n" + lines + "\n").getBytes(UTF_8);
            try {
                lists.importCsv(
                        new ListName(name),
                        new ByteArrayInputStream(csv),
                        ImportOptions.by(TEST).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lists.get(id);
        });
    }

    static String line(HashValue hash) {
        return "%s,%s,csam,test,".formatted(hash.algorithm().label(), hash.hex());
    }

    static CanonicalAddress address() {
        return CanonicalAddress.parse("http://pictures.example/%s.png".formatted(UUID.randomUUID()));
    }

    static Pdq pdqOf(Seen one) {
        return Objects.requireNonNull(one.media().pdq());
    }

    static Pdq pdq(Random random) {
        return new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    static MediaHashes good(Pdq pdq) {
        return new MediaHashes(hash(HashAlgorithm.MD5), hash(HashAlgorithm.SHA1), hash(HashAlgorithm.SHA256), pdq, 90);
    }

    static MediaHashes media(Random random, @Nullable Pdq pdq) {
        return new MediaHashes(
                hash(HashAlgorithm.MD5),
                hash(HashAlgorithm.SHA1),
                hash(HashAlgorithm.SHA256),
                pdq,
                pdq == null ? 0 : QUALITIES[random.nextInt(QUALITIES.length)]);
    }

    /** Other ones in each run: the tests of a process share one database. */
    static HashValue hash(HashAlgorithm algorithm) {
        byte[] bytes = new byte[algorithm.bytes()];
        new Random().nextBytes(bytes);
        return HashValue.of(algorithm, bytes);
    }

    <T> T in(OrgId of, Supplier<T> work) {
        Supplier<T> committed = () -> transaction.execute(status -> work.get());
        return CurrentOrganisation.get().isPresent() ? committed.get() : CurrentOrganisation.as(of, committed);
    }
}
