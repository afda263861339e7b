package org.vigie.staff.passkey;

import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.OriginPredicate;
import java.util.Set;
import java.util.stream.Collectors;

/** Which pages may ask for a passkey. */
final class Origins implements OriginPredicate {
    private final Set<Origin> named;
    private final boolean localhost;

    Origins(PasskeySettings settings) {
        localhost = settings.origins().isEmpty() && settings.passkeyDomain().equals(PasskeySettings.LOCALHOST);
        named = settings.origins().isEmpty()
                ? Set.of(new Origin("https://" + settings.passkeyDomain()))
                : settings.origins().stream().map(Origin::new).collect(Collectors.toUnmodifiableSet());
    }

    /** On localhost the port is the operator's choice, and whoever serves another port there is on this machine already. */
    @Override
    public boolean test(Origin origin) {
        return named.contains(origin)
                || (localhost
                        && "http".equals(origin.getScheme())
                        && PasskeySettings.LOCALHOST.equals(origin.getHost()));
    }

    @Override
    public String toString() {
        return named.toString();
    }
}
