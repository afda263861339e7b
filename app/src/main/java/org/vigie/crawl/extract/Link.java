package org.vigie.crawl.extract;

import org.vigie.core.address.CanonicalAddress;

/** An address that a page names, and how. */
public record Link(CanonicalAddress address, Role role) {
    /** What a link is for. What is served there decides what it is. */
    public enum Role {
        /** Somewhere to go on to. */
        PAGE,
        /** A link that a reader follows, to what looks like a picture by its name. */
        LINKED_PICTURE,
        /** Shown as a part of the page: a picture, or a video. */
        EMBEDDED_PICTURE
    }
}
