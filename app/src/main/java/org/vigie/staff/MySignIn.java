package org.vigie.staff;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything about a person's own ways in, for the page that shows it. */
@Component
class MySignIn {
    private final SignIn signIn;
    private final PeopleService people;
    private final PasskeyService passkeys;
    private final RecoveryService recovery;
    private final OwnPasswordService passwords;
    private final OrganisationSignInService outside;

    MySignIn(
            SignIn signIn,
            PeopleService people,
            PasskeyService passkeys,
            RecoveryService recovery,
            OwnPasswordService passwords,
            OrganisationSignInService outside) {
        this.signIn = signIn;
        this.people = people;
        this.passkeys = passkeys;
        this.recovery = recovery;
        this.passwords = passwords;
        this.outside = outside;
    }

    /**
     * As the page shows it.
     *
     * @param name with which the person signs in
     * @param guest of the demo, who may look only
     * @param mustRenew whether others may know the key of the authenticator, since it was made with the invitation
     * @param comesFromOutside whether the identity service of the organisation lets the person in
     * @param codesLeft recovery codes that open once more
     * @param codeUsedAt when the last one was used, if that was lately; else null
     */
    record View(
            String name,
            boolean guest,
            List<Passkey> passkeys,
            boolean hasPassword,
            boolean mustRenew,
            boolean comesFromOutside,
            int codesLeft,
            @Nullable Instant codeUsedAt) {
        /** Whether this passkey may go. */
        public boolean mayRemove() {
            return hasPassword || comesFromOutside || passkeys.size() > 1;
        }
    }

    View of(SignedIn person) {
        var id = person.staff();
        var found = people.get(id);
        return new View(
                Objects.requireNonNullElse(found.signInName(), ""),
                found.state() == Person.State.GUEST,
                passkeys.of(id),
                passwords.has(id),
                signIn.mustRenew(person),
                outside.opensTo(id),
                recovery.left(id),
                recovery.lastUse(id).orElse(null));
    }

    String nameOf(SignedIn person) {
        return Optional.ofNullable(people.get(person.staff()).signInName())
                .orElseThrow(() -> new Refusal("staff.me.guest"));
    }

    List<String> freshCodes(SignedIn person) {
        return recovery.fresh(person.staff()).stream()
                .map(RecoveryCode::grouped)
                .toList();
    }

    Person changePassword(SignedIn person, String present, String password) {
        return passwords.change(person.staff(), signIn.isPasswordOf(person, present), password);
    }

    Person setPassword(SignedIn person, NewFallback fallback) {
        return passwords.set(person.staff(), fallback);
    }
}
