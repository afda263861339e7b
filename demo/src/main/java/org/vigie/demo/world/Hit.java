package org.vigie.demo.world;

import java.time.Instant;

/**
 * One request as the web server saw it.
 *
 * @param started when its headers had been read
 * @param ended just before the last bytes of the answer went out, or when writing failed
 * @param status 0 where the client hung up before the answer
 */
public record Hit(
        Instant started,
        Instant ended,
        String host,
        String method,
        String path,
        int status,
        String userAgent,
        long bytes) {}
