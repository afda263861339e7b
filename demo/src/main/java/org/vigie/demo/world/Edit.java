package org.vigie.demo.world;

/** What people do to a picture before they put it up again; after each it still looks the same. */
enum Edit {
    /** Saved again as a JPEG of lower quality. */
    REENCODED,
    /** Made smaller or larger by up to a fifth. */
    RESIZED,
    /** Marked in a corner with a few letters. */
    MARKED,
    /** Made a little lighter or darker. */
    BRIGHTENED,
    /** A strip of up to a twenty-fifth cut from each side. */
    TRIMMED,
    /** Resized and marked. */
    RESIZED_AND_MARKED
}
