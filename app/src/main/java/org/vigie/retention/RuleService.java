package org.vigie.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Sets rules. One that keeps longer counts at once, by one administrator. One that erases sooner than what counts on its day
 * takes a second, who agrees, and begins {@link RetentionLimits#SOONER_DAYS_AHEAD_MIN} days after that at the earliest: what a
 * night erases nobody brings back. Until it begins any administrator withdraws it.
 */
@Service
public class RuleService {
    private static final UUID START = new UUID(0, 0);

    private final Rules rules;
    private final RuleRequests requests;
    private final Holds holds;
    private final RetentionService retention;
    private final StaffService staff;
    private final AuditService audit;
    private final Clock clock;

    RuleService(
            Rules rules,
            RuleRequests requests,
            Holds holds,
            RetentionService retention,
            StaffService staff,
            AuditService audit,
            Clock clock) {
        this.rules = rules;
        this.requests = requests;
        this.holds = holds;
        this.retention = retention;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a rule would do, for whoever thinks of setting it.
     *
     * @param isSooner whether it takes a second administrator
     * @param firstNight what the first night would erase on which it counts
     */
    record Trial(Rule rule, boolean isSooner, Due firstNight) {}

    /**
     * What a rule would do. To be called with all compartments in reach, as the night erases: the number says how many, and
     * nothing of where. That it was asked for is on record.
     *
     * @throws Refusal as {@link #set}
     */
    @Transactional
    public Trial trial(Rule typed, UUID by) {
        Rule rule = good(typed);
        boolean isSooner = isSooner(rule);
        record("retention.rule-tried", by, List.of(), rule);
        return new Trial(rule, isSooner, due(rule, rule.from()));
    }

    /**
     * What the next night erases of each kind that has a rule then. To be called with all compartments in reach, as the night
     * erases: the numbers say how many, and nothing of where.
     */
    @Transactional(readOnly = true)
    public Map<String, Due> due() {
        Map<String, Due> due = new HashMap<>();
        LocalDate night = LocalDate.ofInstant(Night.next(clock.instant()), ZoneOffset.UTC);
        for (String kind : retention.kindNames()) {
            rules.on(kind, night).ifPresent(rule -> due.put(kind, due(rule, night)));
        }
        return due;
    }

    /**
     * The first night of a rule that waits for a second administrator.
     *
     * @param on the first day on which it counts if somebody agrees today
     */
    record FirstNight(LocalDate on, Due erased) {}

    /**
     * What the first night would erase of each rule that waits for a second administrator, as {@link #trial} tells who asks for
     * one. To be called as that is.
     *
     * @return by the id of the request
     */
    @Transactional(readOnly = true)
    public Map<UUID, FirstNight> firstNights(List<Line> requests) {
        Map<UUID, FirstNight> nights = new HashMap<>();
        for (Line line : requests) {
            if (line.state() == RuleRequest.State.WAITS) {
                Rule rule = line.request().rule();
                LocalDate day = later(rule.from(), earliest());
                nights.put(line.request().id(), new FirstNight(day, due(rule, day)));
            }
        }
        return nights;
    }

    /** Looks at no more records than one night erases, and at one that is left. */
    private Due due(Rule rule, LocalDate night) {
        List<UUID> old = retention
                .kind(rule.kind())
                .olderThan(night.minusDays(rule.days()), START, RetentionLimits.ERASED_A_NIGHT + 1);
        return old.size() > RetentionLimits.ERASED_A_NIGHT
                ? new Due(RetentionLimits.ERASED_A_NIGHT, true)
                : new Due(old.size() - holds.held(old).size(), false);
    }

    /**
     * Sets a rule that keeps at least as long as the one that counts on its day; asks a second administrator for one that erases
     * sooner.
     *
     * @return whether it is set; false when it waits for a colleague
     * @throws Refusal when a part is missing or out of range, when it would erase sooner and begin too soon, or when a colleague
     *     is asked for another of that kind
     */
    @Transactional
    public boolean set(Rule typed, UUID by) {
        Rule rule = good(typed);
        Instant now = clock.instant();
        rules.lock(CurrentOrganisation.require(), rule.kind());
        if (!isSooner(rule)) {
            rules.add(rule, CurrentOrganisation.require(), by, now);
            record("retention.rule-set", by, List.of(), rule);
            return true;
        }
        if (pending().stream()
                .anyMatch(one -> one.begins() == null && one.rule().kind().equals(rule.kind()))) {
            throw new Refusal("retention.request.there");
        }
        var request = new RuleRequest(UUID.randomUUID(), rule, by, now, null, null, null, null, null);
        requests.add(request, CurrentOrganisation.require());
        record("retention.rule-asked", by, List.of(request.id().toString()), rule);
        return false;
    }

    /** As typed, from today at the earliest: what is past a rule does not change. */
    private Rule good(Rule typed) {
        retention.kind(typed.kind());
        if (typed.days() < RetentionLimits.DAYS_MIN || typed.days() > RetentionLimits.DAYS_MAX) {
            throw new Refusal("retention.rule.days.range", RetentionLimits.DAYS_MIN, RetentionLimits.DAYS_MAX);
        }
        if (typed.basis().isBlank() || typed.basis().length() > RetentionLimits.BASIS_CHARACTERS_MAX) {
            throw new Refusal("retention.rule.basis.length", RetentionLimits.BASIS_CHARACTERS_MAX);
        }
        return new Rule(typed.kind(), typed.days(), typed.basis(), later(typed.from(), today()));
    }

    /**
     * Whether it keeps less long than what counts on its first day, or would count there if everything was withdrawn that still can
     * be; the same holds on each day after it until another rule begins.
     *
     * @throws Refusal when it does, and would begin too soon
     */
    private boolean isSooner(Rule rule) {
        boolean isSooner = Stream.of(
                        rules.on(rule.kind(), rule.from()), rules.standingOn(rule.kind(), rule.from(), today()))
                // without a rule everything is kept
                .anyMatch(there ->
                        there.filter(present -> rule.days() >= present.days()).isEmpty());
        if (isSooner && rule.from().isBefore(earliest())) {
            throw new Refusal("retention.rule.too-soon", earliest().toString(), RetentionLimits.SOONER_DAYS_AHEAD_MIN);
        }
        return isSooner;
    }

    /**
     * Agrees. The rule counts from the day that was asked for, and not before so many days have passed from today.
     *
     * @throws Refusal when it does not wait any more, the person asked for it themselves, or is no second person beside who did
     */
    @Transactional
    public void agree(UUID id, UUID by) {
        Instant now = clock.instant();
        RuleRequest request = requests.lock(id)
                .filter(one -> one.state(now, today()) == RuleRequest.State.WAITS)
                .orElseThrow(() -> new Refusal("retention.request.over"));
        if (by.equals(request.askedBy())) {
            throw new Refusal("retention.request.own");
        }
        staff.demandIndependent(request.askedBy(), by, Set.of(Role.ADMINISTRATOR));
        Rule asked = request.rule();
        rules.lock(CurrentOrganisation.require(), asked.kind());
        LocalDate begins = later(asked.from(), earliest());
        requests.agreed(id, by, now, begins);
        record(
                "retention.rule-agreed",
                by,
                List.of(id.toString()),
                new Rule(asked.kind(), asked.days(), asked.basis(), begins));
    }

    /**
     * Takes back what waits for a colleague, or, agreed to, for its day. Whoever of the administrators does it, alone: nothing is
     * erased by it.
     *
     * @throws Refusal when it is over or has begun, or when without it a rule would count that erases sooner still
     */
    @Transactional
    public void withdraw(UUID id, UUID by) {
        Instant now = clock.instant();
        RuleRequest request = requests.lock(id)
                .filter(one -> isPending(one.state(now, today())))
                .orElseThrow(() -> new Refusal("retention.request.over"));
        rules.lock(CurrentOrganisation.require(), request.rule().kind());
        requests.withdrawn(id, by, now);
        LocalDate begins = request.begins();
        if (begins != null
                && rules.on(request.rule().kind(), begins)
                        .filter(left -> left.days() < request.rule().days())
                        .isPresent()) {
            throw new Refusal("retention.request.sooner-without");
        }
        record("retention.rule-withdrawn", by, List.of(id.toString()), request.rule());
    }

    private static boolean isPending(RuleRequest.State state) {
        return state == RuleRequest.State.WAITS || state == RuleRequest.State.AGREED;
    }

    /**
     * A request as its page shows it to one reader.
     *
     * @param who the names of who asked, agreed and withdrew, by their ids as text
     * @param toAgree whether the reader may agree
     */
    record Line(RuleRequest request, RuleRequest.State state, Map<String, String> who, boolean toAgree) {
        public boolean isPending() {
            return RuleService.isPending(state);
        }

        /** Until when a colleague can agree. */
        public Instant ends() {
            return request.askedAt().plus(RetentionLimits.REQUEST_LIFE);
        }

        public String askedBy() {
            return name(request.askedBy());
        }

        public String agreedBy() {
            return name(request.agreedBy());
        }

        public String withdrawnBy() {
            return name(request.withdrawnBy());
        }

        private String name(@Nullable UUID person) {
            return person == null ? "" : who.getOrDefault(person.toString(), person.toString());
        }
    }

    /** What was asked for, the newest first. */
    @Transactional(readOnly = true)
    public List<Line> requests(SignedIn reader) {
        List<RuleRequest> all = requests.newest(RetentionLimits.SHOWN_MAX);
        Set<UUID> people = new HashSet<>();
        for (RuleRequest one : all) {
            people.add(one.askedBy());
            add(people, one.agreedBy());
            add(people, one.withdrawnBy());
        }
        Map<String, String> names = people.isEmpty() ? Map.of() : staff.names(people);
        Instant now = clock.instant();
        LocalDate today = today();
        return all.stream()
                .map(one -> new Line(
                        one,
                        one.state(now, today),
                        names,
                        one.state(now, today) == RuleRequest.State.WAITS
                                && !reader.staff().equals(one.askedBy())))
                .toList();
    }

    private static void add(Set<UUID> people, @Nullable UUID person) {
        if (person != null) {
            people.add(person);
        }
    }

    /** Rules that are going to erase sooner: they wait for a second administrator, or for their day. */
    @Transactional(readOnly = true)
    public List<SoonerRule> sooner() {
        return pending().stream()
                .map(one -> new SoonerRule(one.rule().kind(), one.rule().days(), one.begins()))
                .toList();
    }

    private List<RuleRequest> pending() {
        return requests.pending(
                clock.instant().minus(RetentionLimits.REQUEST_LIFE), today(), RetentionLimits.SHOWN_MAX);
    }

    private void record(String act, UUID by, List<String> subjects, Rule rule) {
        audit.record(new AuditAct(
                act,
                AuditActor.person(by),
                subjects,
                Map.of(
                        "kind", rule.kind(),
                        "days", String.valueOf(rule.days()),
                        "from", rule.from().toString())));
    }

    private LocalDate earliest() {
        return today().plusDays(RetentionLimits.SOONER_DAYS_AHEAD_MIN);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
