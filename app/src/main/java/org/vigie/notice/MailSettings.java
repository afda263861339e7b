package org.vigie.notice;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * The mail server that takes our notices. It signs them (DKIM) where the domain asks for it.
 *
 * @param host its name or address; empty means that nothing can be sent, and notices wait
 * @param port its port
 * @param security how the connection is protected; without it only a server on this machine is talked to
 * @param user the name to sign in with; empty for none
 * @param passwordFile a file whose first line is the password
 * @param from the sender of every notice
 * @param connectTimeout how long a connection may take to be made
 * @param readTimeout how long the server may be silent
 */
@ConfigurationProperties("vigie.mail")
public record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("STARTTLS") Security security,
        @DefaultValue("") String user,
        @Nullable Path passwordFile,
        @DefaultValue("notices@vigie.example") String from,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration readTimeout) {
    /** How a connection is protected. */
    public enum Security {
        /** Begins in clear and turns to TLS before anything is said (RFC 3207). */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS
    }

    private static final int PORT_MAX = 65_535;

    /** @throws SettingRefused for a value that makes no sense */
    public MailSettings {
        SettingRange.of("vigie.mail")
                .number("port", port, 1, PORT_MAX)
                .positive("connect-timeout", connectTimeout)
                .positive("read-timeout", readTimeout);
        int at = from.indexOf('@');
        if (at < 1 || at == from.length() - 1 || from.chars().anyMatch(c -> c <= ' ')) {
            throw new SettingRefused("vigie.mail.from", "is one plain address");
        }
    }

    /** What stands behind the {@code @} of the sender. */
    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }
}
