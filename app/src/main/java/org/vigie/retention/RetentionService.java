package org.vigie.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditBurnService;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;

/** Places and lifts holds, and erases. Each for the bound organisation, each on record. */
@Service
public class RetentionService {
    private static final AuditActor SELF = AuditActor.system("retention");

    private final Rules rules;
    private final Holds holds;
    private final ErasureLines lines;
    private final Map<String, Kept> kinds;
    private final AuditService audit;
    private final AuditBurnService burning;
    private final Clock clock;

    RetentionService(
            Rules rules,
            Holds holds,
            ErasureLines lines,
            List<Kept> kinds,
            AuditService audit,
            AuditBurnService burning,
            Clock clock) {
        this.rules = rules;
        this.holds = holds;
        this.lines = lines;
        this.kinds = kinds.stream().collect(Collectors.toMap(Kept::kind, Function.identity()));
        this.audit = audit;
        this.burning = burning;
        this.clock = clock;
    }

    /**
     * What an administrator reads.
     *
     * @param present the rule of each kind that counts today, where there is one
     */
    record Overview(
            List<String> kinds,
            List<Rule> rules,
            Map<String, Rule> present,
            List<Hold> holds,
            List<LiftedHold> lifted,
            Optional<Run> lastRun) {}

    /** Reasons of holds are texts that somebody wrote, so that reading them is on record. */
    @Transactional
    public Overview overview(UUID by) {
        audit.record(AuditAct.of("retention.read", AuditActor.person(by)));
        return new Overview(
                kindNames(),
                rules.newest(today(), RetentionLimits.SHOWN_MAX),
                kinds.keySet().stream()
                        .flatMap(kind -> rules.on(kind, today()).stream())
                        .collect(Collectors.toMap(Rule::kind, Function.identity())),
                holds.present(RetentionLimits.SHOWN_MAX).stream()
                        .filter(this::isSeen)
                        .toList(),
                holds.lifted(RetentionLimits.SHOWN_MAX).stream()
                        .filter(lifted -> isSeen(lifted.hold()))
                        .toList(),
                rules.lastRun());
    }

    /** The database shows no other either; a hold is never told to somebody from whom the record is kept. */
    private boolean isSeen(Hold hold) {
        return kind(hold.kind()).isSeen(hold.record());
    }

    /**
     * Holds a record: nothing erases it until the hold is lifted.
     *
     * @param name of the record, as {@link Kept#find} takes it
     * @throws Refusal when there is no such record, it is held already, or no reason is given
     */
    @Transactional
    public void hold(String kindName, String name, String reason, UUID by) {
        UUID record = kind(kindName).find(name).orElseThrow(() -> new Refusal("retention.record.unknown"));
        checkReason(reason);
        holds.lock(record);
        if (!holds.held(List.of(record)).isEmpty()) {
            throw new Refusal("retention.hold.there");
        }
        var hold = new Hold(UUID.randomUUID(), kindName, number(name), record, reason.strip(), clock.instant(), null);
        holds.add(hold, CurrentOrganisation.require(), by);
        audit.record(AuditAct.of("hold.placed", AuditActor.person(by), hold.id(), record));
    }

    /**
     * Lifts a hold.
     *
     * @throws Refusal when it holds no more, the bound person may not see what it holds, or no reason is given
     */
    @Transactional
    public void lift(UUID id, String reason, UUID by) {
        checkReason(reason);
        Hold hold = holds.find(id).filter(this::isSeen).orElseThrow(() -> new Refusal("retention.hold.unknown"));
        holds.lock(hold.record());
        if (!holds.lift(id, reason.strip(), by, clock.instant())) {
            throw new Refusal("retention.hold.unknown");
        }
        audit.record(AuditAct.of("hold.lifted", AuditActor.person(by), id, hold.record()));
    }

    /**
     * Erases one record because somebody asked for it.
     *
     * @param name of the record, as {@link Kept#find} takes it
     * @param by the person; null for an operator at the command line
     * @throws Refusal when there is no such record, it was erased, or a hold keeps it
     */
    @Transactional
    public void erase(String kindName, String name, String reason, @Nullable UUID by) {
        Kept kind = kind(kindName);
        UUID record = kind.find(name).orElseThrow(() -> new Refusal("retention.record.unknown"));
        checkReason(reason);
        holds.lock(record);
        if (!holds.held(List.of(record)).isEmpty()) {
            throw new Refusal("retention.record.held");
        }
        var erasure = new Holds.Erasure(kindName, record, Holds.Cause.ASKED, clock.instant(), by, reason.strip());
        if (!end(kind, erasure, by == null ? AuditActor.system("operator") : AuditActor.person(by))) {
            throw new Refusal("retention.record.erased");
        }
    }

    /** What became of one record that was to be erased. */
    enum Ended {
        ERASED,
        HELD,
        /** Nor was it ever there, it is erased, or no rule that counts now erases it. */
        NOT_THERE
    }

    /** What is past the rule of a kind, a page of it in the order of ids, and also what is held; nothing while no rule counts. */
    @Transactional(readOnly = true)
    public List<UUID> due(String kindName, UUID after) {
        Kept kind = kind(kindName);
        return rules.on(kindName, today())
                .map(rule -> kind.olderThan(today().minusDays(rule.days()), after, RetentionLimits.BATCH))
                .orElse(List.of());
    }

    /** Erases a record that is due by the rule that counts at this moment. */
    @Transactional
    public Ended eraseDue(String kindName, UUID record) {
        Kept kind = kind(kindName);
        holds.lock(record);
        Optional<Rule> rule = rules.on(kindName, today())
                .filter(one -> kind.olderThan(today().minusDays(one.days()), justBefore(record), 1)
                        .contains(record));
        if (rule.isEmpty()) {
            return Ended.NOT_THERE;
        }
        if (!holds.held(List.of(record)).isEmpty()) {
            return Ended.HELD;
        }
        String basis = rule.get().basis();
        var erasure = new Holds.Erasure(kindName, record, Holds.Cause.RULE, clock.instant(), null, basis);
        return end(kind, erasure, SELF) ? Ended.ERASED : Ended.NOT_THERE;
    }

    /** The id before it; there is none before the first of all. */
    private static UUID justBefore(UUID id) {
        long low = id.getLeastSignificantBits();
        return new UUID(low == 0 ? id.getMostSignificantBits() - 1 : id.getMostSignificantBits(), low - 1);
    }

    /** Erases again, in a restored copy, what was erased before; unless a hold of that copy keeps it. */
    @Transactional
    public Ended replay(String kindName, UUID record) {
        Kept kind = kind(kindName);
        holds.lock(record);
        if (!holds.held(List.of(record)).isEmpty()) {
            return Ended.HELD;
        }
        var again = new Holds.Erasure(kindName, record, Holds.Cause.REPLAYED, clock.instant(), null, "restored copy");
        return end(kind, again, AuditActor.system("operator")) ? Ended.ERASED : Ended.NOT_THERE;
    }

    /**
     * Erases what only an erased record led to, unless a hold keeps it. Whether it is erased now.
     *
     * @param why in words of ours
     */
    @Transactional
    public boolean eraseAfter(String kindName, UUID record, String why) {
        holds.lock(record);
        return holds.held(List.of(record)).isEmpty()
                && end(
                        kind(kindName),
                        new Holds.Erasure(kindName, record, Holds.Cause.FOLLOWED, clock.instant(), null, why),
                        SELF);
    }

    @Transactional(readOnly = true)
    boolean isErased(String kindName, UUID record) {
        return holds.isErased(kindName, record);
    }

    /** In the order in which a night looks through them. */
    List<String> kindNames() {
        return kinds.keySet().stream().sorted().toList();
    }

    private boolean end(Kept kind, Holds.Erasure erasure, AuditActor by) {
        OrgId org = CurrentOrganisation.require();
        Set<UUID> traces = kind.traces(erasure.record());
        if (!kind.erase(erasure.record())) {
            return false;
        }
        if (erasure.cause() != Holds.Cause.REPLAYED) {
            lines.erases(new ErasureList.Line(org, erasure.kind(), erasure.record()));
        }
        holds.erased(erasure, org);
        burning.erased(erasure.record(), erasure.kind(), erasure.cause().name(), traces, by);
        return true;
    }

    /** @throws Refusal when there are no records of that kind */
    Kept kind(String name) {
        Kept kind = kinds.get(name);
        if (kind == null) {
            throw new Refusal("retention.kind.unknown");
        }
        return kind;
    }

    /** Null where people know the record by its id. */
    private static @Nullable Long number(String name) {
        return name.strip().matches("[0-9]{1,18}") ? Long.valueOf(name.strip()) : null;
    }

    private static void checkReason(String reason) {
        if (reason.isBlank() || reason.strip().length() > RetentionLimits.REASON_CHARACTERS_MAX) {
            throw new Refusal("retention.reason.length", RetentionLimits.REASON_CHARACTERS_MAX);
        }
    }

    private LocalDate today() {
        Instant now = clock.instant();
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
