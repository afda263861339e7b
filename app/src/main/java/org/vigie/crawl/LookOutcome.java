package org.vigie.crawl;

/** What a look at an address found, judged by content and not by status alone. */
public enum LookOutcome {
    /** A picture was served; its hashes are given. */
    PRESENT,
    /** 404, 410, no such name, or something else than a picture instead. */
    MISSING,
    /** Nothing can be said: a login wall, 403, 429, 5xx, a timeout, an incomplete answer. */
    UNCLEAR
}
