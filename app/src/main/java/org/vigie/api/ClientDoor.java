package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;

/** Who asks, by the token that came. Whether it is good is read from the database with every request. */
@Component
public class ClientDoor {
    private final ClientService clients;
    private final TokenService tokens;
    private final TurnedAway turnedAway;

    ClientDoor(ClientService clients, TokenService tokens, TurnedAway turnedAway) {
        this.clients = clients;
        this.tokens = tokens;
        this.turnedAway = turnedAway;
    }

    /** The client of the request; empty where nobody may ask so, whatever the reason. */
    Optional<ApiClient> admit(HttpServletRequest request) {
        return Credentials.of(request).flatMap(sent -> admit(sent, request));
    }

    private Optional<ApiClient> admit(Credentials sent, HttpServletRequest request) {
        var place = clients.place(sent.token());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        return CurrentOrganisation.as(
                place.get().org(),
                () -> place.get().livesLong()
                        ? longLived(place.get(), sent, request)
                        : tokens.admit(sent.token(), sent.scheme(), request));
    }

    private Optional<ApiClient> longLived(ApiTokens.Place place, Credentials sent, HttpServletRequest request) {
        var known = clients.withToken(place.client());
        var admitted = known.filter(
                client -> sent.scheme() == Credentials.Scheme.BEARER && client.mayComeFrom(request.getRemoteAddr()));
        if (known.isPresent() && admitted.isEmpty()) {
            turnedAway.note(place.client(), TurnedAway.With.TOKEN);
        }
        return admitted;
    }
}
