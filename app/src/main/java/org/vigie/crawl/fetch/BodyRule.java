package org.vigie.crawl.fetch;

/** What a body is wanted for, which decides how much of it is read. */
public enum BodyRule {
    /** Pages, pictures and videos; others are left unread. */
    CONTENT,
    /** A robots.txt: read as text whatever it says it is, cut at its limit. */
    ROBOTS;

    int bytesMax(Body.Kind kind) {
        FetchLimits limit = switch (kind) {
            case PICTURE -> FetchLimits.PICTURE_BYTES_MAX;
            case VIDEO -> FetchLimits.VIDEO_BYTES_MAX;
            case PAGE -> FetchLimits.PAGE_BYTES_MAX;
            case TEXT, NONE, OTHER -> FetchLimits.ROBOTS_BYTES_MAX;
        };
        return this == ROBOTS ? FetchLimits.ROBOTS_BYTES_MAX.value() : limit.value();
    }

    boolean reads(Body.Kind kind) {
        return this == ROBOTS || kind == Body.Kind.PAGE || kind.isMedia();
    }
}
