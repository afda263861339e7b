package org.vigie.crawl;

import org.jspecify.annotations.Nullable;
import org.vigie.database.Mode;
import org.vigie.media.SandboxLevel;

/**
 * How the crawl of this installation stands.
 *
 * @param isRunning whether this process fetches at all
 * @param decoders in use
 * @param decodersAll there are
 * @param sandbox how well they are confined; null until it was probed
 */
record CrawlStatus(
        boolean isRunning,
        Mode mode,
        HostsWaiting hosts,
        int decoders,
        int decodersAll,
        @Nullable SandboxLevel sandbox) {}
