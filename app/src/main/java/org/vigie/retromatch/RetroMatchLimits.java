package org.vigie.retromatch;

/** The limits of this module. */
public final class RetroMatchLimits {
    /** Media that is compared before the place is written down. */
    public static final int MEDIA_PER_PAGE = 500;

    /** Pages of one turn; then other work has its turn. */
    public static final int PAGES_PER_TURN = 40;

    /** Addresses of one media that become items; where it was seen last comes first. */
    public static final int ADDRESSES_PER_MEDIA_MAX = 200;

    private RetroMatchLimits() {}
}
