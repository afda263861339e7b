package org.vigie.staff;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.staff.passkey.Answer;
import org.vigie.staff.passkey.NewPasskey;
import org.vigie.staff.passkey.RelyingParty;
import org.vigie.staff.passkey.Verdict;

/** The passkeys of one person, whose organisation the caller has bound. */
@Service
class PasskeyService {
    private static final String BY = "passkey";

    private final Passkeys passkeys;
    private final People people;
    private final OrganisationSignIns outside;
    private final RelyingParty relyingParty;
    private final AuditService audit;
    private final Clock clock;

    PasskeyService(
            Passkeys passkeys,
            People people,
            OrganisationSignIns outside,
            RelyingParty relyingParty,
            AuditService audit,
            Clock clock) {
        this.passkeys = passkeys;
        this.people = people;
        this.outside = outside;
        this.relyingParty = relyingParty;
        this.audit = audit;
        this.clock = clock;
    }

    /** The person, if the answer holds and the person may still sign in. */
    @Transactional
    public Optional<Person> signIn(Passkeys.PasskeyPlace place, Answer answer, byte[] challenge) {
        var person = people.find(place.person()).filter(Person::maySignIn);
        boolean right = person.isPresent() && holds(place.passkey(), place.person(), answer, challenge);
        if (right) {
            record("person.signed-in", place.person(), Map.of("by", BY));
        }
        return right ? person : Optional.empty();
    }

    /** Whether the answer holds for somebody who is signed in. */
    @Transactional
    public boolean confirms(Passkeys.PasskeyPlace place, Answer answer, byte[] challenge) {
        boolean right = holds(place.passkey(), place.person(), answer, challenge);
        if (right) {
            record("person.confirmed", place.person(), Map.of("by", BY));
        }
        return right;
    }

    @Transactional(readOnly = true)
    public List<Passkey> of(UUID person) {
        return passkeys.of(person);
    }

    @Transactional(readOnly = true)
    public List<byte[]> credentialIds(UUID person) {
        return passkeys.credentialIds(person);
    }

    /**
     * Adds a passkey.
     *
     * @throws Refusal when the person has as many as may be, or is a guest
     */
    @Transactional
    public void add(UUID id, NewPasskey made, String label) {
        var person = people.find(id).orElseThrow(() -> new Refusal("staff.people.unknown"));
        if (person.state() != Person.State.ACTIVE) {
            throw new Refusal("staff.me.guest");
        }
        addTo(person, made, label);
    }

    /**
     * Adds one in place of a factor that was lost, and ends all sessions of the person.
     *
     * @return the person afterwards
     * @throws Refusal where the person was changed since they showed a recovery code
     */
    @Transactional
    public Person addAfterLoss(Recovering.State lost, NewPasskey made, String label) {
        var person = people.endSessions(lost.unchanged(people.find(lost.person())));
        add(person.id(), made, label);
        return person;
    }

    /** For a caller that has found the person and stands in its own transaction. */
    void addTo(Person person, NewPasskey made, String label) {
        if (passkeys.count(person.id()) >= StaffLimits.PASSKEYS_OF_A_PERSON) {
            throw new Refusal("staff.passkey.too-many", StaffLimits.PASSKEYS_OF_A_PERSON);
        }
        var passkey = UUID.randomUUID();
        try {
            passkeys.add(passkey, person, made, fit(label), clock.instant());
        } catch (DuplicateKeyException known) {
            throw new Refusal("staff.passkey.wrong");
        }
        record("person.passkey-added", person.id(), Map.of("passkey", passkey.toString()));
    }

    @Transactional
    public void rename(UUID person, UUID passkey, String label) {
        if (!passkeys.rename(passkey, person, fit(label))) {
            throw new Refusal("staff.passkey.unknown");
        }
        record("person.passkey-renamed", person, Map.of("passkey", passkey.toString()));
    }

    /**
     * Removes a passkey and ends all sessions of the person, since one of them may be of whoever holds it.
     *
     * @return the person afterwards
     * @throws Refusal when it is the only way in
     */
    @Transactional
    public Person remove(UUID id, UUID passkey) {
        // first the person's row: of two removals at the same time one waits here, and then sees what is left
        var person = people.endSessions(people.find(id).orElseThrow(() -> new Refusal("staff.people.unknown")));
        if (!passkeys.remove(passkey, id)) {
            throw new Refusal("staff.passkey.unknown");
        }
        if (passkeys.count(id) == 0 && people.passwordHash(id).isEmpty() && !outside.staysOpenTo(id)) {
            throw new Refusal("staff.passkey.last");
        }
        record("person.passkey-removed", id, Map.of("passkey", passkey.toString()));
        return person;
    }

    private boolean holds(UUID passkey, UUID person, Answer answer, byte[] challenge) {
        var known = passkeys.hold(passkey, person);
        var verdict = known.map(found -> relyingParty.judge(answer, challenge, found))
                .orElseGet(() -> new Verdict.Refused(false));
        return switch (verdict) {
            case Verdict.Proven proven -> {
                passkeys.used(passkey, proven.signCount(), proven.backedUp(), clock.instant());
                yield true;
            }
            case Verdict.Refused refused -> {
                // not thrown: the entry must outlive the refusal
                record(
                        "person.sign-in-refused",
                        person,
                        Map.of(
                                "by",
                                BY,
                                "passkey",
                                passkey.toString(),
                                "why",
                                refused.copied() ? "sign-count" : "not-proven"));
                yield false;
            }
        };
    }

    private static String fit(String label) {
        var text = label.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > StaffLimits.PASSKEY_LABEL_CHARACTERS_MAX) {
            throw new Refusal("staff.passkey.label.length", StaffLimits.PASSKEY_LABEL_CHARACTERS_MAX);
        }
        return text;
    }

    private void record(String act, UUID person, Map<String, String> facts) {
        audit.record(new AuditAct(act, AuditActor.person(person), List.of(person.toString()), facts));
    }
}
