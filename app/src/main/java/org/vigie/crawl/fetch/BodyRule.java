package org.vigie.crawl.fetch;

/** What a body is wanted for, which decides how much of it is read. */
public enum BodyRule {
    /** Pages, pictures and videos; others are left unread. */
    CONTENT,
    /** A robots.txt: read as text whatever it says it is, cut at its limit. */
    ROBOTS,
    /** One file, whatever it is: all of it, with its exact hashes, or nothing. */
    FILE;

    int bytesMax(Body.Kind kind) {
        if (this == FILE) {
            return FetchLimits.PICTURE_BYTES_MAX.value();
        }
        FetchLimits limit = switch (kind) {
            case PICTURE -> FetchLimits.PICTURE_BYTES_MAX;
            case VIDEO -> FetchLimits.VIDEO_BYTES_MAX;
            case PAGE -> FetchLimits.PAGE_BYTES_MAX;
            case TEXT, NONE, OTHER -> FetchLimits.ROBOTS_BYTES_MAX;
        };
        return this == ROBOTS ? FetchLimits.ROBOTS_BYTES_MAX.value() : limit.value();
    }

    boolean reads(Body.Kind kind) {
        return this != CONTENT || kind == Body.Kind.PAGE || kind.isMedia();
    }

    /** Whether a part of it is of no use, and its hashes are wanted. */
    boolean isWhole(Body.Kind kind) {
        return this == FILE || kind.isMedia();
    }

    /** The header Accept. */
    String accept() {
        return this == FILE ? "image/*,video/*,*/*;q=0.5" : "text/html,image/*,*/*;q=0.5";
    }
}
