package org.vigie.crawl.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The header Retry-After in seconds. Its other form, a date, would trust the server's clock and is not read. */
final class RetryAfter {
    private static final int SECONDS_MAX = 24 * 60 * 60;

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable String header) {
        if (header == null || !header.strip().matches("\\d{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Math.min(SECONDS_MAX, Integer.parseInt(header.strip())));
    }
}
