package org.vigie.crawl;

/** Why an item is looked at again. */
public enum LookKind {
    /** The second fetch before any notice, decoded in a fresh worker. */
    CONFIRM,
    /** Is it still there? */
    RECHECK
}
