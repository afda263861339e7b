package org.vigie.demo.world;

/** The limits of the world. */
final class WorldLimits {
    /** One host of each character, and one that simply acts. */
    static final int HOSTS_MIN = 6;

    static final int HOSTS_MAX = 10;

    static final int PLANTS_MAX = 60;

    /** How far below its start page a host shows pictures, in links followed. */
    static final int DEPTH_MAX = 3;

    /** Pixels. */
    static final int WIDTH_MIN = 160;

    static final int WIDTH_MAX = 1280;

    /** Bits of PDQ between any two drawn pictures; encoding may take a few away again, and more than 60 must remain. */
    static final int APART_BITS_MIN = 72;

    /** A near copy is no further than this from its original, so that decoders that differ by a few bits stay within 31. */
    static final int NEAR_BITS_MAX = 24;

    /** PDQ quality, 0 to 100; under 50 the hash would mean nothing. */
    static final int QUALITY_MIN = 70;

    /** Tries at making a picture or an edit that keeps the bounds above. */
    static final int TRIES_MAX = 40;

    static final int PATH_TRIES_MAX = 1000;

    /** Requests that the access log keeps; the demo makes a few thousand. */
    static final int HITS_MAX = 200_000;

    /** Messages that are remembered. */
    static final int MAILS_MAX = 10_000;

    private WorldLimits() {}
}
