package org.vigie.seal.opener;

import java.time.Duration;

/** What the opener takes and does, at most. */
public final class OpenerLimits {
    /** Bytes of one question or answer; the longest sealed value, an address of 4,000 characters, is a third of it. */
    public static final int FRAME_BYTES_MAX = 64 * 1024;

    /** Values opened in an hour, unless an operator sets another number: ten a minute for a day's whole budget of fetches. */
    public static final int OPENS_AN_HOUR = 2_000;

    /** Processes that may be connected to one socket at the same time. */
    static final int CONNECTIONS_MAX = 8;

    /** Organisations whose keys one opener holds. */
    static final int KEY_FILES_MAX = 10_000;

    /** Keys of one organisation, the present one and those before it. */
    static final int KEYS_MAX = 50;

    /** Over what time opened values are counted. */
    static final Duration COUNTED = Duration.ofHours(1);

    private OpenerLimits() {}
}
