package org.vigie.exchange;

import java.time.Duration;

/** The limits of this module. */
public final class ExchangeLimits {
    /** Characters of one text in a JSON file; a longer one ends the reading. */
    public static final int JSON_TEXT_CHARS_MAX = 1 << 20;

    /** Objects and lists within each other in a JSON file. */
    public static final int JSON_DEPTH_MAX = 32;

    /** Hashes of one media in a file, beside MD5 and SHA-1, and of one entry of a service. */
    public static final int ALTERNATIVE_HASHES_MAX = 32;

    /** Reasons that a service lists; more are passed over. */
    public static final int REASONS_MAX = 200;

    /** Characters in the name of a reason; more are cut off. */
    public static final int REASON_CHARS_MAX = 200;

    /** Lines of a file of category sets. */
    public static final int CATEGORIES_MAX = 10_000;

    /** Bytes of one answer of a service. */
    public static final int ANSWER_BYTES_MAX = 64 << 20;

    /** Entries of one answer of a service. */
    public static final int ANSWER_ENTRIES_MAX = 10_000;

    /** Pages of one range; a service that has more is broken. */
    public static final int PAGES_MAX = 100_000;

    /** How long a service may take to begin its answer. */
    public static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(60);

    /** How long the rest of an answer may take, however it trickles; shorter than a worker's lease. */
    public static final Duration BODY_TIME_MAX = Duration.ofMinutes(2);

    private ExchangeLimits() {}
}
