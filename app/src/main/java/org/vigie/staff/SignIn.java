package org.vigie.staff;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.limit.Callers;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;

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
    private final Callers callers;
    private final LimitService limits;

    SignIn(
            People people,
            Links links,
            SignInService service,
            Passwords passwords,
            Sealer sealer,
            Callers callers,
            LimitService limits) {
        this.people = people;
        this.links = links;
        this.service = service;
        this.passwords = passwords;
        this.sealer = sealer;
        this.callers = callers;
        this.limits = limits;
    }

    /** Who has shown the right password, and still owes the code. */
    record HalfWay(UUID person, OrgId org) {}

    /** @throws Refusal after too many tries of this name or from this network */
    Optional<HalfWay> password(String signInName, String password, String address) {
        var name = signInName.strip().toLowerCase(Locale.ROOT);
        demandATry(Limit.SIGN_IN_OF_ACCOUNT, name, address);
        var place = people.findSignIn(name);
        var hash =
                place.flatMap(found -> CurrentOrganisation.as(found.org(), () -> service.passwordHash(found.person())));
        if (passwords.matches(password, hash.orElse(null))) {
            return place.map(found -> new HalfWay(found.person(), found.org()));
        }
        place.ifPresent(found -> CurrentOrganisation.as(found.org(), () -> service.refused(found.person())));
        return Optional.empty();
    }

    /** @throws Refusal after too many tries of this person or from this network */
    Optional<Person> code(HalfWay halfWay, String code, String address) {
        demandATry(Limit.CODE_OF_ACCOUNT, halfWay.person().toString(), address);
        return CurrentOrganisation.as(halfWay.org(), () -> service.withCode(halfWay.person(), code));
    }

    /**
     * Whether this is a code of the signed-in person's authenticator, for an act that needs a recent factor.
     *
     * @throws Refusal after too many tries of this person or from this network
     */
    boolean confirms(SignedIn person, String code, String address) {
        demandATry(networks.keyOfName(person.staff().toString()), address);
        return CurrentOrganisation.as(person.org(), () -> service.confirms(person.staff(), code));
    }

    /** @throws Refusal when the link is unknown, used or expired: the same answer to all three */
    SignInService.Enrolment enrolment(String token) {
        var place = place(token);
        return CurrentOrganisation.as(place.org(), () -> service.enrolment(place.link()));
    }

    void enrol(String token, SignInService.Choice choice, String address) {
        demandATry(Limit.SIGN_IN_OF_NETWORK, callers.network(address));
        var place = place(token);
        CurrentOrganisation.as(place.org(), () -> service.enrol(place.link(), choice));
    }

    Optional<Person> oneTime(String token) {
        return links.place(sealer.tokenMac(token))
                .flatMap(place -> CurrentOrganisation.as(place.org(), () -> service.withLink(place.link())));
    }

    private Links.LinkPlace place(String token) {
        return links.place(sealer.tokenMac(token)).orElseThrow(() -> new Refusal("staff.link.used"));
    }

    private void demandATry(Limit ofAccount, String account, String address) {
        demandATry(Limit.SIGN_IN_OF_NETWORK, callers.network(address));
        demandATry(ofAccount, callers.account(account));
    }

    private void demandATry(Limit limit, String key) {
        if (!limits.take(limit, key)) {
            throw new Refusal("staff.sign-in.too-often", limit.refill().toMinutes());
        }
    }
}
