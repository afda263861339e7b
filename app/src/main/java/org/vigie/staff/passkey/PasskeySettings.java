package org.vigie.staff.passkey;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRefused;

/**
 * Under which name people reach the pages, {@code vigie.web.*}. A passkey belongs to that name for ever.
 *
 * @param passkeyDomain the host name of the pages or a domain above it; what the standard calls the RP ID
 * @param origins where the pages are, as in {@code https://vigie.example}; none means {@code https://} and the domain, and for
 *     {@code localhost} plain HTTP on any port
 */
@ConfigurationProperties("vigie.web")
public record PasskeySettings(
        @DefaultValue("localhost") String passkeyDomain,
        @DefaultValue List<String> origins) {

    static final String LOCALHOST = "localhost";

    /** @throws SettingRefused when no browser would take these */
    public PasskeySettings {
        origins = List.copyOf(origins);
        if (!passkeyDomain.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw new SettingRefused(
                    "vigie.web.passkey-domain", "is a host name in small letters, without scheme and port");
        }
        for (var origin : origins) {
            demandFit(origin, passkeyDomain);
        }
    }

    private static void demandFit(String origin, String domain) {
        var host = origin.replaceFirst("^https?://", "").replaceFirst(":[0-9]{1,5}$", "");
        boolean ofTheDomain = host.equals(domain) || host.endsWith("." + domain);
        boolean safe = origin.startsWith("https://") || (origin.startsWith("http://") && isLocal(host));
        if (!ofTheDomain || !safe) {
            throw new SettingRefused(
                    "vigie.web.origins", "are each https:// and a name of vigie.web.passkey-domain, without a path");
        }
    }

    private static boolean isLocal(String host) {
        return host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST);
    }
}
