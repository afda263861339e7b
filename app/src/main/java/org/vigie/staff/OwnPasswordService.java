package org.vigie.staff;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** A person's own password and authenticator. Every change ends the person's sessions. */
@Service
class OwnPasswordService {
    private final People people;
    private final Passwords passwords;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;

    OwnPasswordService(People people, Passwords passwords, Sealer sealer, AuditService audit, Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean has(UUID person) {
        return people.passwordHash(person).isPresent();
    }

    /**
     * Changes the password of somebody who has one; the authenticator stays.
     *
     * @param right whether the present password was typed
     * @return the person afterwards
     */
    @Transactional
    public Person change(UUID id, boolean right, String password) {
        var person = active(id);
        if (!right || people.passwordHash(id).isEmpty()) {
            throw new Refusal("staff.me.password.wrong");
        }
        passwords.demandStrong(password, signInName(person));
        people.givePassword(person, passwords.hash(password));
        record("person.password-changed", id);
        return active(id);
    }

    /**
     * Gives the person a password and an authenticator, in place of the ones before.
     *
     * @return the person afterwards
     */
    @Transactional
    public Person set(UUID id, NewFallback fallback) {
        give(active(id), fallback);
        record("person.password-set", id);
        return active(id);
    }

    /**
     * The same for somebody who has lost a factor, and is not signed in.
     *
     * @throws Refusal also where the person was changed since they showed a recovery code
     */
    @Transactional
    public Person setAfterLoss(Recovering.State lost, NewFallback fallback) {
        lost.unchanged(people.find(lost.person()));
        return set(lost.person(), fallback);
    }

    /** For a caller that has found the person and stands in its own transaction. */
    void give(Person person, NewFallback fallback) {
        passwords.demandStrong(fallback.password(), signInName(person));
        byte[] secret = fallback.secret().bytes();
        var step = Totp.accepts(secret, fallback.code(), clock.instant(), 0);
        if (step.isEmpty()) {
            throw new Refusal("staff.code.wrong");
        }
        var sealed = sealer.seal(Base64.getEncoder().encodeToString(secret), totpOf(person.id()));
        people.giveFallback(person, passwords.hash(fallback.password()), sealed, step.getAsLong());
    }

    static SealedIn totpOf(UUID person) {
        return new SealedIn("person", "totp_sealed", person);
    }

    private Person active(UUID id) {
        return people.find(id)
                .filter(person -> person.state() == Person.State.ACTIVE)
                .orElseThrow(() -> new Refusal("staff.me.guest"));
    }

    private static String signInName(Person person) {
        return Objects.requireNonNullElse(person.signInName(), "");
    }

    private void record(String act, UUID person) {
        audit.record(new AuditAct(act, AuditActor.person(person), List.of(person.toString()), Map.of()));
    }
}
