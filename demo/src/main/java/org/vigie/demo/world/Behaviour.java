package org.vigie.demo.world;

/** The character of a host and of the people who run it. */
public enum Behaviour {
    /** Reads notices and takes the picture down: the address answers 404 or 410. */
    ACTS,
    /** Acts, but its machine is slow and one of its addresses answers a byte at a time. */
    SLOW,
    /** Acts, but the address then answers 200 with a page that says "removed". */
    SOFT_404,
    /** Acts on the first notice, and puts the picture back at the same address when it thinks that nobody looks any more. */
    PUTS_BACK,
    /** Never reacts. */
    SILENT,
    /** Forbids crawling altogether in its robots.txt; what is planted there must not be fetched. */
    FORBIDS;

    /** Whether a notice makes its operator take the picture down. */
    public boolean acts() {
        return this != SILENT && this != FORBIDS;
    }
}
