package org.vigie.api;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.ListContents;
import org.vigie.hashlist.OpaqueListed;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;
import org.vigie.limit.TakenOfDay;
import org.vigie.match.Match;
import org.vigie.match.MatchService;

/**
 * Looks up for a client, so that none can find out what is listed without a trace and without end: the quota is taken before, and
 * the audit log written in the transaction that ends before the answer is given. What fails gives the quota back. What looks like
 * probing is kept from the client, but has counted and is in the log.
 */
@Service
class LookUpService {
    private static final AuditActor API = AuditActor.system("api");

    private final MatchService matches;
    private final ListContents contents;
    private final IndexState index;
    private final LimitService limits;
    private final ProbeService probes;
    private final AuditService audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LookUpService(
            MatchService matches,
            ListContents contents,
            IndexState index,
            LimitService limits,
            ProbeService probes,
            AuditService audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.matches = matches;
        this.contents = contents;
        this.index = index;
        this.limits = limits;
        this.probes = probes;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What each of the hashes matches, in the order in which they were asked. Each counts as one look-up.
     *
     * @return empty where the answer is kept from the client until a person has decided
     */
    public Optional<SequencedMap<HashValue, List<Match>>> hashes(ApiClient client, List<HashValue> asked, String form) {
        return answered(client, asked.size(), form, () -> {
            SequencedMap<HashValue, List<Match>> found = new LinkedHashMap<>();
            asked.forEach(hash -> found.put(hash, matches.match(client.org(), hash)));
            return new Found(found, listed(found));
        });
    }

    /**
     * What a file matches; empty as above. It counts as one look-up; a video as one for each of its {@link Scenes}, which are
     * what could be asked with it.
     *
     * @param frames of a video; none of a picture
     */
    public Optional<List<Match>> media(ApiClient client, MediaHashes media, List<VideoFrame> frames, String form) {
        List<Pdq> scenes = Scenes.of(frames);
        return answered(client, Math.max(1, scenes.size()), form, () -> {
                    SequencedMap<HashValue, List<Match>> found = new LinkedHashMap<>();
                    var matching = matches.match(client.org(), media, frames);
                    found.put(media.sha256(), matching);
                    return new Found(found, scenes.isEmpty() ? ofPicture(media, matching) : ofScenes(client, scenes));
                })
                .map(found -> found.firstEntry().getValue());
    }

    private static Map<HashValue, Boolean> ofPicture(MediaHashes media, List<Match> matching) {
        var pdq = media.pdq();
        return pdq == null || !media.hasUsablePdq() ? Map.of() : Map.of(pdq.value(), !matching.isEmpty());
    }

    private Map<HashValue, Boolean> ofScenes(ApiClient client, List<Pdq> scenes) {
        Map<HashValue, Boolean> listed = new LinkedHashMap<>();
        for (var scene : scenes) {
            listed.put(
                    scene.value(), !matches.match(client.org(), scene.value()).isEmpty());
        }
        return listed;
    }

    /**
     * What a hash that is not computed here meets: the very value alone. It counts as one look-up. Nobody can climb towards an
     * entry that way, so nothing is watched.
     *
     * @throws ApiProblem where the client's answers are held, too
     */
    public List<OpaqueListed> opaque(ApiClient client, OpaqueHash asked, String form) {
        index.demandFresh();
        return countingOne(client, () -> found(client, asked, form));
    }

    private List<OpaqueListed> found(ApiClient client, OpaqueHash asked, String form) {
        demandNotHeld(client);
        var found = contents.matching(asked);
        List<String> subjects = new ArrayList<>();
        subjects.add(client.id().toString());
        found.stream().limit(AuditAct.SUBJECTS_MAX - 1).forEach(listed -> subjects.add(Long.toString(listed.number())));
        // the value stays out of the log, whose texts are not sealed: more of a picture is in it than in the others
        audit.record(new AuditAct(
                "client.looked-up",
                API,
                subjects,
                Map.of("form", form, "hashes", "1", "hits", found.isEmpty() ? "0" : "1", "system", asked.system())));
        return found;
    }

    /**
     * Takes one of the client's quota for something that says nothing of lists, but is work.
     *
     * @throws ApiProblem where none is left, or the client's answers are held
     */
    public void takeOne(ApiClient client) {
        transaction.executeWithoutResult(status -> demandNotHeld(client));
        take(client, 1);
    }

    /**
     * Before a file is fetched for the client. It takes one of its quota, which is not given back where the file cannot be had:
     * the request to the host was made all the same.
     *
     * @param host the id of the host that it is fetched from
     * @throws ApiProblem where the client's answers are held, or its quota is used
     */
    public void fetching(ApiClient client, UUID host, String form) {
        countingOne(client, () -> {
            demandNotHeld(client);
            audit.record(new AuditAct(
                    "client.had-fetched", API, List.of(client.id().toString(), host.toString()), Map.of("form", form)));
            return true;
        });
    }

    /**
     * Before a picture is taken into memory and decoded for nothing. It takes nothing.
     *
     * @throws ApiProblem where the client's answers are held, or its quota is used
     */
    public void demandAnswers(ApiClient client) {
        transaction.executeWithoutResult(status -> demandNotHeld(client));
        take(client, 1).giveBack();
    }

    /** Does that in a transaction, for one of the client's quota. */
    public <T> T countingOne(ApiClient client, Supplier<T> work) {
        return counting(client, 1, work);
    }

    /**
     * What was found.
     *
     * @param watched what the watch is told: each hash, and whether it is listed
     */
    private record Found(SequencedMap<HashValue, List<Match>> matches, Map<HashValue, Boolean> watched) {}

    private static Map<HashValue, Boolean> listed(SequencedMap<HashValue, List<Match>> found) {
        Map<HashValue, Boolean> listed = new LinkedHashMap<>();
        found.forEach((hash, matching) -> listed.put(hash, !matching.isEmpty()));
        return listed;
    }

    private Optional<SequencedMap<HashValue, List<Match>>> answered(
            ApiClient client, int count, String form, Supplier<Found> work) {
        index.demandFresh();
        return counting(client, count, () -> {
            demandNotHeld(client);
            var found = work.get();
            audit.record(entry(client, form, count, found.matches()));
            return probes.asked(client, found.watched()) ? Optional.empty() : Optional.of(found.matches());
        });
    }

    private void demandNotHeld(ApiClient client) {
        if (probes.isHeld(client)) {
            throw ApiProblem.held();
        }
    }

    /** Does that in a transaction. Where it fails, or is not on disk in the end, the quota is as if nobody had asked. */
    private <T> T counting(ApiClient client, int count, Supplier<T> work) {
        var taken = take(client, count);
        boolean isDone = false;
        try {
            T answer = requireNonNull(transaction.execute(status -> work.get()));
            isDone = true;
            return answer;
        } finally {
            if (!isDone) {
                taken.giveBack();
            }
        }
    }

    /** Before the transaction that it is for: within it, all that the client asks at a time would wait for the row of its day. */
    private TakenOfDay take(ApiClient client, int count) {
        var now = clock.instant();
        return limits.takeOfBlock(Limit.LOOK_UP_OF_CLIENT, client.id(), count, client.dailyQuota())
                .orElseThrow(() -> {
                    var tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
                    return ApiProblem.overQuota(Duration.between(now, tomorrow).plusSeconds(1));
                });
    }

    /** The client and what it met, as far as one entry has room; the hash where one alone was asked. */
    private static AuditAct entry(
            ApiClient client, String form, int count, SequencedMap<HashValue, List<Match>> found) {
        List<String> subjects = new ArrayList<>();
        subjects.add(client.id().toString());
        found.values().stream()
                .flatMap(List::stream)
                .map(match -> Long.toString(match.entry()))
                .distinct()
                .limit(AuditAct.SUBJECTS_MAX - 1)
                .forEach(subjects::add);
        long hits = found.values().stream().filter(some -> !some.isEmpty()).count();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("form", form);
        facts.put("hashes", Integer.toString(count));
        facts.put("hits", Long.toString(hits));
        if (found.size() == 1) {
            facts.put("hash", found.firstEntry().getKey().toString());
        }
        return new AuditAct("client.looked-up", API, subjects, facts);
    }
}
