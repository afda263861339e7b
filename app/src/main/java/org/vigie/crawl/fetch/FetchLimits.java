package org.vigie.crawl.fetch;

/** The limits of one fetch that no setting changes, each with its unit. Those of time are in {@link FetchSettings}. */
public enum FetchLimits {
    /** What is read of a page; what comes after is cut off. */
    PAGE_BYTES_MAX(5 * 1024 * 1024, "bytes"),
    /** A larger picture is refused: hashes of a part say nothing. */
    PICTURE_BYTES_MAX(50 * 1024 * 1024, "bytes"),
    /** A larger video is refused, as a larger picture is. */
    VIDEO_BYTES_MAX(100 * 1024 * 1024, "bytes"),
    /** What is read of a robots.txt (RFC 9309, 2.5 asks for 500 kibibytes at least). */
    ROBOTS_BYTES_MAX(500 * 1024, "bytes"),
    /** What is looked at to tell what a body is. */
    SNIFF_BYTES(1_024, "bytes"),
    /** A body beyond this waits for one of {@link #BIG_BODIES_MAX} places. */
    BIG_BODY_BYTES(1024 * 1024, "bytes"),
    /** Big bodies that are held in memory at the same time. */
    BIG_BODIES_MAX(2, "bodies"),
    /** Videos beyond {@link #BIG_BODY_BYTES} that are held in memory at the same time, beside those. */
    VIDEOS_MAX(1, "videos"),
    /** Big bodies, videos among them, of files that were asked for one by one, beside all those of the crawl. */
    FILES_MAX(6, "files"),
    /** Redirects that are followed to such a file. */
    FILE_REDIRECTS_MAX(3, "redirects"),
    /** The longest status or header line. */
    HEADER_LINE_MAX(16 * 1024, "bytes"),
    HEADERS_MAX(200, "headers"),
    HEADER_BYTES_MAX(64 * 1024, "bytes"),
    /** Answers of status 1xx before the real one. */
    INTERIM_ANSWERS_MAX(5, "answers"),
    /** Compressions around one body. */
    ENCODINGS_MAX(2, "encodings"),
    /** Members of a gzip file that follow each other without a byte in them. */
    EMPTY_MEMBERS_MAX(100, "members"),
    /** How many times larger than its compressed form a body may be, beyond the first {@link #BIG_BODY_BYTES}. */
    RATIO_MAX(100, "times"),
    /** The slowest that a body may come, after a time of grace. */
    RATE_MIN(1_000, "bytes a second"),
    /** Addresses of one name that are looked at; a name with more is refused. */
    ADDRESSES_MAX(64, "addresses"),
    /** Addresses of one name that are tried. */
    ADDRESSES_TRIED_MAX(3, "addresses"),
    /** Name look-ups under way at the same time. */
    LOOKUPS_MAX(32, "look-ups"),
    CONNECTIONS_MAX(512, "connections"),
    CONNECTIONS_PER_HOST_MAX(4, "connections");

    private final int value;
    private final String unit;

    FetchLimits(int value, String unit) {
        this.value = value;
        this.unit = unit;
    }

    public int value() {
        return value;
    }

    /** What {@link #value} counts, in English. */
    public String unit() {
        return unit;
    }
}
