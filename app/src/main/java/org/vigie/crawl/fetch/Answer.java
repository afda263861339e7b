package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer in HTTP. Close it as soon as its body is done with: big bodies wait for each other.
 *
 * @param status 200 to 999: some servers invent their own
 * @param location of a redirect, as sent
 * @param body not read, and therefore empty, unless the status is 2xx
 * @param peer who answered
 * @param tlsProblem what is wrong with the certificate, in a word; null where nothing is, or without TLS
 * @param certificate SHA-256 of the server's certificate in hexadecimal; null without TLS
 * @param retryAfter how long the server asks to be left alone; null where it does not
 */
public record Answer(
        int status,
        @Nullable String location,
        Body body,
        InetAddress peer,
        @Nullable String tlsProblem,
        @Nullable String certificate,
        @Nullable Duration retryAfter)
        implements FetchOutcome, AutoCloseable {
    public boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> location != null;
            default -> false;
        };
    }

    /** 206 was never asked for, so it is no full answer. */
    public boolean isSuccess() {
        return status >= 200 && status < 300 && status != 206;
    }

    @Override
    public void close() {
        body.close();
    }
}
