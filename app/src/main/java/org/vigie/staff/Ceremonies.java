package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.passkey.NewPasskey;
import org.vigie.staff.passkey.RelyingParty;

/**
 * The two halves of every exchange with an authenticator: what the browser is asked, and what its answer is worth. The
 * first half keeps the challenge in the session, the second takes it out, whatever the answer is.
 */
@Component
class Ceremonies {
    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final PasskeyService service;
    private final Tries tries;

    Ceremonies(
            RelyingParty relyingParty, Challenges challenges, Passkeys passkeys, PasskeyService service, Tries tries) {
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.service = service;
        this.tries = tries;
    }

    /** The question to whoever wants to sign in: any passkey of this site that the device holds. */
    String askAnybody(HttpServletRequest request) {
        return relyingParty.requestOptions(challenges.ask(Challenges.Purpose.SIGN_IN, null, request), List.of());
    }

    /**
     * Who signs in with this answer, if it holds. The same is said to an unknown passkey and to a wrong signature.
     *
     * @throws Refusal after too many tries from this network
     */
    Optional<Person> signIn(String answer, HttpServletRequest request) {
        var counted = tries.countFrom(request.getRemoteAddr());
        var challenge = challenges.take(Challenges.Purpose.SIGN_IN, null, request);
        var read = relyingParty.read(answer).filter(found -> found.namesItsPerson());
        var place = read.flatMap(found -> passkeys.place(found.credentialId()));
        if (challenge.isEmpty() || read.isEmpty() || place.isEmpty()) {
            return Optional.empty();
        }
        var person = CurrentOrganisation.as(
                place.get().org(), () -> service.signIn(place.get(), read.get(), challenge.get()));
        person.ifPresent(_ -> counted.wasRight());
        return person;
    }

    /** The question to somebody who is signed in and is to show once more that it is they: one of their own passkeys. */
    String ask(SignedIn person, HttpServletRequest request) {
        return relyingParty.requestOptions(
                challenges.ask(Challenges.Purpose.CONFIRM, person.staff(), request),
                service.credentialIds(person.staff()));
    }

    /** Whether the person has a passkey to show. */
    boolean has(SignedIn person) {
        return !service.credentialIds(person.staff()).isEmpty();
    }

    /**
     * Whether this answer shows that the person who is signed in is there now. What follows from it is the caller's.
     */
    boolean confirms(SignedIn person, String answer, HttpServletRequest request) {
        var challenge = challenges.take(Challenges.Purpose.CONFIRM, person.staff(), request);
        var read = relyingParty.read(answer);
        var place = read.flatMap(found -> passkeys.place(found.credentialId()))
                .filter(found ->
                        found.person().equals(person.staff()) && found.org().equals(person.org()));
        return challenge.isPresent()
                && place.isPresent()
                && service.confirms(place.get(), read.orElseThrow(), challenge.get());
    }

    /**
     * The question for a new passkey of this person.
     *
     * @param name what the person will read when choosing among passkeys
     */
    String askForNew(UUID person, String name, HttpServletRequest request) {
        return relyingParty.creationOptions(
                challenges.ask(Challenges.Purpose.CREATE, person, request),
                Person.handle(person),
                name,
                service.credentialIds(person));
    }

    /** @throws Refusal when the answer is none to the question that this session was asked for this person */
    NewPasskey made(UUID person, String answer, HttpServletRequest request) {
        return challenges
                .take(Challenges.Purpose.CREATE, person, request)
                .flatMap(challenge -> relyingParty.made(answer, challenge))
                .orElseThrow(() -> new Refusal("staff.passkey.wrong"));
    }
}
