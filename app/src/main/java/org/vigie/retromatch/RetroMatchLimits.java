package org.vigie.retromatch;

/** The limits of this module. */
public final class RetroMatchLimits {
    /** Media that is compared before the place is written down. */
    public static final int MEDIA_PER_PAGE = 500;

    /** New entries that are looked up before the place is written down. */
    public static final int ENTRIES_PER_PAGE = 5_000;

    /** Pages of one turn; then other work has its turn. */
    public static final int PAGES_PER_TURN = 40;

    /** Addresses of one media that become items; where it was seen last comes first. */
    public static final int ADDRESSES_PER_MEDIA_MAX = 200;

    /** New entries that are counted; where there are more, all media is gone through. */
    public static final long ENTRIES_COUNTED_MAX = 10_000_000;

    /** What the index of what was seen takes of memory for each media, in bytes; a little more than it does. */
    public static final int INDEX_BYTES_PER_MEDIA = 110;

    private RetroMatchLimits() {}
}
