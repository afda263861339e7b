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

    ClientDoor(ClientService clients, TokenService tokens) {
        this.clients = clients;
        this.tokens = tokens;
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
        return sent.scheme() == Credentials.Scheme.BEARER
                ? clients.withToken(place.client()).filter(client -> client.mayComeFrom(request.getRemoteAddr()))
                : Optional.empty();
    }
}
