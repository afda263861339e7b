package org.vigie.item;

/** Why the address was fetched when something was seen there. */
public enum SightingPurpose {
    /** A report, or a link that was followed. */
    FOUND,
    /** The second fetch before any notice. */
    CONFIRM,
    /** A look whether it is still there. */
    RECHECK
}
