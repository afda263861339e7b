package org.vigie.notice;

/** The fixed limits of this module; what an operator sets is in {@link NoticeSettings}. */
public final class NoticeLimits {
    /** Items that one notice may name at most, whatever the setting says. */
    public static final int ITEMS_MAX = 100;

    /** Pages that a letter names for one item. */
    public static final int PAGES_OF_ITEM_MAX = 5;

    /** Agreeing hash list entries that a letter names for one item. */
    public static final int MATCHES_OF_ITEM_MAX = 5;

    /** Characters of a XARF description (XARF 4.2 core). */
    public static final int DESCRIPTION_CHARACTERS_MAX = 1_000;

    /** Rows of a page of notices. */
    public static final int PAGE_ROWS = 50;

    /** Held notices that are looked at again when a contact was approved, per transaction. */
    public static final int RECONSIDERED_MAX = 200;

    /** Characters of the reason a person gives. */
    public static final int REASON_CHARACTERS_MAX = 500;

    private NoticeLimits() {}
}
