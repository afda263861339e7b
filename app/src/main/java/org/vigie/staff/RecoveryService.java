package org.vigie.staff;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.seal.Sealer;

/** The recovery codes of one person, whose organisation the caller has bound. */
@Service
class RecoveryService {
    private final RecoveryCodes codes;
    private final People people;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RecoveryService(RecoveryCodes codes, People people, Sealer sealer, AuditService audit, Clock clock) {
        this.codes = codes;
        this.people = people;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /** New codes, to be shown once; the ones before open nothing any more. */
    @Transactional
    public List<RecoveryCode> fresh(UUID id) {
        var person = people.find(id).orElseThrow(() -> new Refusal("staff.people.unknown"));
        if (person.state() != Person.State.ACTIVE) {
            throw new Refusal("staff.me.guest");
        }
        return freshFor(person);
    }

    /** For a caller that has found the person and stands in its own transaction. */
    List<RecoveryCode> freshFor(Person person) {
        var fresh = RecoveryCode.fresh(random);
        codes.replace(person, fresh.stream().map(code -> mac(person.id(), code)).toList(), clock.instant());
        record("person.recovery-codes-made", person.id(), Map.of("codes", Integer.toString(fresh.size())));
        return fresh;
    }

    /**
     * The person, if the code is right, new, and the person may still sign in. Counts the code as used.
     *
     * @param passwordRight whether the password beside it was; where the person has none, nothing was to be typed
     */
    @Transactional
    public Optional<Person> use(UUID id, boolean passwordRight, String typed) {
        var person = people.find(id).filter(found -> found.state() == Person.State.ACTIVE);
        boolean right = passwordRight
                && person.isPresent()
                && RecoveryCode.parse(typed)
                        .map(code -> codes.use(id, mac(id, code), clock.instant()))
                        .orElse(false);
        record(
                right ? "person.recovery-code-used" : "person.sign-in-refused",
                id,
                Map.of("by", "recovery-code", "left", Integer.toString(codes.left(id))));
        return right ? person : Optional.empty();
    }

    /** Whether the person made new codes after one of theirs was used: it may have been somebody else who used it. */
    @Transactional(readOnly = true)
    public boolean madeSinceUse(UUID person) {
        return codes.madeSinceUse(person);
    }

    @Transactional(readOnly = true)
    public int left(UUID person) {
        return codes.left(person);
    }

    @Transactional(readOnly = true)
    public Optional<Instant> lastUse(UUID person) {
        return codes.lastUse(person).filter(at -> at.isAfter(clock.instant().minus(StaffLimits.RECOVERY_SHOWN)));
    }

    /** Who of the organisation came in with such a code within {@link StaffLimits#RECOVERY_SHOWN}, by name. */
    @Transactional(readOnly = true)
    public List<Recovered> lately() {
        var used = codes.usedSince(clock.instant().minus(StaffLimits.RECOVERY_SHOWN));
        var names = people.names(used.keySet());
        return used.entrySet().stream()
                .map(entry -> new Recovered(
                        entry.getKey(), names.getOrDefault(entry.getKey().toString(), ""), entry.getValue()))
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .toList();
    }

    private byte[] mac(UUID person, RecoveryCode code) {
        return sealer.tokenMac("recovery/" + person + "/" + code.text());
    }

    private void record(String act, UUID person, Map<String, String> facts) {
        audit.record(new AuditAct(act, AuditActor.person(person), List.of(person.toString()), facts));
    }
}
