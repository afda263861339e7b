package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;
import org.vigie.staff.oidc.Identity;
import org.vigie.staff.oidc.OidcClient;
import org.vigie.staff.oidc.OidcLimits;
import org.vigie.staff.oidc.OidcRefused;
import org.vigie.staff.oidc.OidcRefused.Reason;
import org.vigie.staff.oidc.Sent;

/**
 * Sends people to the identity service of their organisation and takes them back. What is awaited of whom stays in the session
 * of their browser, and each answer is awaited once.
 */
@Component
class OutsideSignIn {
    /** Where services send people; an organisation registers this path with its service. */
    static final String BACK = "/sign-in/organisation/answer";

    private static final String AWAITED = OutsideSignIn.class.getName();

    private final OrganisationSignIns signIns;
    private final OrganisationSignInService service;
    private final OidcClient client;
    private final Links links;
    private final Sealer sealer;
    private final Tries tries;
    private final Clock clock;

    OutsideSignIn(
            OrganisationSignIns signIns,
            OrganisationSignInService service,
            OidcClient client,
            Links links,
            Sealer sealer,
            Tries tries,
            Clock clock) {
        this.signIns = signIns;
        this.service = service;
        this.client = client;
        this.links = links;
        this.sealer = sealer;
        this.tries = tries;
        this.clock = clock;
    }

    /** What a person wants at the service. */
    sealed interface Aim {
        /** To come in. */
        record Enter() implements Aim {}

        /** To bind who they are there to the invitation that they hold. */
        record Enrol(UUID link) implements Aim {}

        /** To show again, within a session, that it is them. */
        record Confirm(SignedIn person, String then) implements Aim {}
    }

    /** @param counted the try that this is; null where the person is signed in, which is counted of them */
    private record Awaited(OrgId org, Aim aim, Sent sent, Tries.@Nullable Counted counted) {}

    /** What came of it. */
    record Answer(Aim aim, OrgId org, Identity identity, Tries.@Nullable Counted counted) {
        /** The person whom the service named is the one who was to come: their network has the try back. */
        void wasRight() {
            if (counted != null) {
                counted.wasRight();
            }
        }
    }

    /** Where to send somebody who typed this code of an organisation. */
    URI enter(String code, HttpServletRequest request) {
        var counted = tries.countFrom(request.getRemoteAddr());
        var org = signIns.place(code.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new Refusal("staff.outside.unknown"));
        return send(org, new Aim.Enter(), counted, request);
    }

    URI enrol(String token, HttpServletRequest request) {
        var counted = tries.countFrom(request.getRemoteAddr());
        var place = links.place(sealer.tokenMac(token)).orElseThrow(() -> new Refusal("staff.link.used"));
        return send(place.org(), new Aim.Enrol(place.link()), counted, request);
    }

    URI confirm(SignedIn person, String then, HttpServletRequest request) {
        tries.countOf(Limit.CODE_OF_ACCOUNT, person.staff().toString());
        return send(person.org(), new Aim.Confirm(person, then), null, request);
    }

    /** Whether whoever holds this invitation may bind it to a service of their organisation. */
    boolean isOffered(String token) {
        return links.place(sealer.tokenMac(token))
                .flatMap(place -> CurrentOrganisation.as(place.org(), service::get))
                .isPresent();
    }

    boolean isOfferedTo(SignedIn person) {
        return CurrentOrganisation.as(person.org(), () -> service.opensTo(person.staff()));
    }

    /**
     * Takes the answer that the browser brought. It was counted when the browser was sent there; one that nobody awaits is counted
     * now.
     *
     * @param from the issuer as the answer names it (RFC 9207); empty when it does not
     * @throws Refusal when it is not believed; audited where the organisation is known
     */
    Answer back(String state, String code, String from, HttpServletRequest request) {
        var awaited = take(request);
        if (awaited.isEmpty()) {
            tries.countFrom(request.getRemoteAddr());
            service.refused(Reason.NOT_AWAITED);
            throw refusal(Reason.NOT_AWAITED);
        }
        return taken(awaited.get(), state, code, from);
    }

    private Answer taken(Awaited awaited, String state, String code, String from) {
        return auditing(awaited.org(), () -> {
            demandAwaited(awaited, state);
            var asked = service.service();
            if (code.isEmpty()) {
                throw new OidcRefused(Reason.DECLINED);
            }
            if (!from.isEmpty() && !from.equals(asked.issuer())) {
                throw new OidcRefused(Reason.NOT_FOR_US);
            }
            var identity = client.identity(asked, awaited.sent(), code);
            return new Answer(awaited.aim(), awaited.org(), identity, awaited.counted());
        });
    }

    private void demandAwaited(Awaited awaited, String state) {
        boolean late = !clock.instant().isBefore(awaited.sent().at().plus(OidcLimits.AWAY_MAX));
        if (late || !awaited.sent().state().equals(state)) {
            throw new OidcRefused(Reason.NOT_AWAITED);
        }
    }

    private URI send(OrgId org, Aim aim, Tries.@Nullable Counted counted, HttpServletRequest request) {
        return auditing(org, () -> {
            var back = ServletUriComponentsBuilder.fromContextPath(request)
                    .path(BACK)
                    .build()
                    .toUri();
            var sent = client.send(service.service(), back, aim instanceof Aim.Confirm);
            GuestSessions.keep(request).setAttribute(AWAITED, new Awaited(org, aim, sent, counted));
            return sent.address();
        });
    }

    private static Optional<Awaited> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(AWAITED) instanceof Awaited awaited)) {
            return Optional.empty();
        }
        session.removeAttribute(AWAITED);
        return Optional.of(awaited);
    }

    private <T> T auditing(OrgId org, Supplier<T> work) {
        try {
            return CurrentOrganisation.as(org, work);
        } catch (OidcRefused refused) {
            CurrentOrganisation.as(org, () -> service.refused(refused.reason()));
            throw refusal(refused.reason());
        }
    }

    static Refusal refusal(Reason reason) {
        var key = "staff.outside.refused." + reason.name();
        return new Refusal(key);
    }
}
