package org.vigie.item;

/** The limits of this module. */
public final class ItemLimits {
    /** Items on one page: as many as one audit entry may name. */
    public static final int ITEMS_PER_PAGE = 50;

    /** Matches of one sighting that are kept. */
    public static final int MATCHES_PER_SIGHTING_MAX = 50;

    /** Matches of one item that are read. */
    public static final int MATCHES_READ_MAX = 200;

    /** Pages on which an item was found that are kept; more say nothing new. */
    public static final int PAGES_KEPT_MAX = 200;

    /** Pages on which an item was found that are read, and named in a notice. */
    public static final int PAGES_READ_MAX = 20;

    /** Lines of an item's history on its page, the newest. */
    public static final int EVENTS_SHOWN_MAX = 200;

    /** Spells of an item on its page, the newest. */
    public static final int SPELLS_SHOWN_MAX = 50;

    /** Characters of what a person writes about an item. */
    public static final int WORDS_CHARS_MAX = 1000;

    /** Items that are read at once when what they wait for is decided. */
    public static final int HELD_ITEMS_AT_ONCE = 100;

    private ItemLimits() {}
}
