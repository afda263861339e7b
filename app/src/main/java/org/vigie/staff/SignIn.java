package org.vigie.staff;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;
import org.vigie.staff.passkey.NewPasskey;

/**
 * Signing in, before the organisation is known: counts tries, finds the person, then works in the person's organisation.
 * What is answered to a wrong name and to a wrong password is the same, and takes the same time.
 */
@Component
class SignIn {
    private final People people;
    private final Links links;
    private final SignInService service;
    private final Passwords passwords;
    private final Sealer sealer;
    private final Tries tries;
    private final RecoveryService recovery;

    SignIn(
            People people,
            Links links,
            SignInService service,
            Passwords passwords,
            Sealer sealer,
            Tries tries,
            RecoveryService recovery) {
        this.people = people;
        this.links = links;
        this.service = service;
        this.passwords = passwords;
        this.sealer = sealer;
        this.tries = tries;
        this.recovery = recovery;
    }

    /**
     * Who has shown the right password, and still owes the code.
     *
     * @param version of the person then: what is changed since ends it
     */
    record HalfWay(UUID person, OrgId org, int version) {}

    /** @throws Refusal after too many tries of this name or from this network */
    Optional<HalfWay> password(String signInName, String password, String address) {
        var name = signInName.strip().toLowerCase(Locale.ROOT);
        var counted = tries.countPassword(name, address);
        var place = people.findSignIn(name);
        var known =
                place.flatMap(found -> CurrentOrganisation.as(found.org(), () -> service.withPassword(found.person())));
        var hash = known.map(SignInService.WithPassword::hash);
        if (passwords.matches(password, hash.orElse(null))) {
            counted.wasRight();
            return known.map(SignInService.WithPassword::person)
                    .map(person -> new HalfWay(person.id(), person.org(), person.version()));
        }
        place.ifPresent(found -> CurrentOrganisation.as(found.org(), () -> service.refused(found.person())));
        return Optional.empty();
    }

    /** @throws Refusal after too many tries of this person or from this network */
    Optional<Person> code(HalfWay halfWay, String code, String address) {
        var counted = tries.count(Limit.CODE_OF_ACCOUNT, halfWay.person().toString(), address);
        var person = CurrentOrganisation.as(halfWay.org(), () -> service.withCode(halfWay, code));
        person.ifPresent(_ -> counted.wasRight());
        return person;
    }

    /** Whether the person who is signed in may confirm with a code: has a password, and an authenticator of their own beside it. */
    boolean mayConfirmWithCode(SignedIn person) {
        return CurrentOrganisation.as(person.org(), () -> service.hasOwnAuthenticator(person.staff()));
    }

    /** Whether the key of that person's authenticator was made with their invitation, so that others may know it. */
    boolean mustRenew(SignedIn person) {
        return CurrentOrganisation.as(person.org(), () -> service.hasAuthenticatorOfInvitation(person.staff()));
    }

    /**
     * Whether this is a code of the signed-in person's authenticator, for an act that needs a recent factor.
     *
     * @throws Refusal after too many tries of this person, wherever they come from
     */
    boolean confirms(SignedIn person, String code) {
        tries.countOf(Limit.CODE_OF_ACCOUNT, person.staff().toString());
        return CurrentOrganisation.as(person.org(), () -> service.confirms(person.staff(), code));
    }

    /** @throws Refusal when the link is unknown, used or expired: the same answer to all three */
    SignInService.Enrolment enrolment(String token) {
        var place = place(token);
        return CurrentOrganisation.as(place.org(), () -> service.enrolment(place.link()));
    }

    /** @throws Refusal as above, when the name cannot be had, and after too many names tried with this link */
    void demandNames(String token, SignInService.Names names) {
        var place = placeForNames(token);
        CurrentOrganisation.as(place.org(), () -> service.demandNames(place.link(), names));
    }

    /** Enrols with a password and an authenticator; answers the recovery codes. */
    List<RecoveryCode> enrol(String token, SignInService.Names names, NewFallback fallback, String address) {
        var counted = tries.countFrom(address);
        var place = placeForNames(token);
        var codes = CurrentOrganisation.as(place.org(), () -> service.enrol(place.link(), names, fallback));
        counted.wasRight();
        return codes;
    }

    /** Enrols with a passkey; answers the recovery codes. */
    List<RecoveryCode> enrol(
            String token, SignInService.Names names, NewPasskey passkey, String label, String address) {
        var counted = tries.countFrom(address);
        var place = placeForNames(token);
        var codes = CurrentOrganisation.as(place.org(), () -> service.enrol(place.link(), names, passkey, label));
        counted.wasRight();
        return codes;
    }

    /**
     * Who lost a passkey or an authenticator, and showed a recovery code; whoever has a password must show that too. Such a
     * person may set up a new way in and nothing else.
     *
     * @throws Refusal after too many tries of this name or from this network
     */
    Optional<Person> recovery(String signInName, String password, String code, String address) {
        var name = signInName.strip().toLowerCase(Locale.ROOT);
        var counted = tries.countHere(name, address);
        var place = people.findSignIn(name);
        var hash =
                place.flatMap(found -> CurrentOrganisation.as(found.org(), () -> service.passwordHash(found.person())));
        boolean passwordRight = passwords.matches(password, hash.orElse(null)) || (place.isPresent() && hash.isEmpty());
        var person = place.flatMap(
                found -> CurrentOrganisation.as(found.org(), () -> recovery.use(found.person(), passwordRight, code)));
        person.ifPresent(_ -> counted.wasRight());
        return person;
    }

    /** Whether this is the password of somebody who is signed in. */
    boolean isPasswordOf(SignedIn person, String password) {
        tries.countOf(Limit.SIGN_IN_OF_ACCOUNT, person.staff().toString());
        return passwords.matches(password, service.passwordHash(person.staff()).orElse(null));
    }

    Optional<Person> oneTime(String token) {
        return links.place(sealer.tokenMac(token))
                .flatMap(place -> CurrentOrganisation.as(place.org(), () -> service.withLink(place.link())));
    }

    private Links.LinkPlace placeForNames(String token) {
        var place = place(token);
        tries.countOf(Limit.NAME_OF_LINK, token);
        return place;
    }

    private Links.LinkPlace place(String token) {
        return links.place(sealer.tokenMac(token)).orElseThrow(() -> new Refusal("staff.link.used"));
    }
}
