package org.vigie.seal.opener;

import java.time.Duration;

/** What the opener takes and does, at most. */
public final class OpenerLimits {
    /** Bytes of one question or answer; the longest sealed value, an address of 4,000 characters, is a third of it. */
    public static final int FRAME_BYTES_MAX = 64 * 1024;

    /** How often it is looked for keys whose time of grace is over. */
    static final Duration TIDY_EVERY = Duration.ofHours(1);

    /** Keys of one organisation that were given up and are not erased yet; past it none is given up. */
    static final int KEPT_MAX = 100;

    /** Processes that may be connected to one socket at the same time. */
    static final int CONNECTIONS_MAX = 8;

    /** Organisations whose keys one opener holds. */
    static final int KEY_FILES_MAX = 10_000;

    /** Keys of one organisation, the present one and those before it. */
    static final int KEYS_MAX = 50;

    /** One of so many parts of what may be opened of an organisation in an hour is for people alone. */
    public static final int PARTS_FOR_PEOPLE = 4;

    /** Over what time opened values are counted. */
    static final Duration COUNTED = Duration.ofHours(1);

    private OpenerLimits() {}
}
