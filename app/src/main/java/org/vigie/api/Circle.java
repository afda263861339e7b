package org.vigie.api;

/** How much a client is told. The words are under {@code api.circle.…}. */
public enum Circle {
    /** Which entries match and how near. For partners who have the lists anyway. */
    INSIDE,
    /** The class alone, in an answer that is as long for a hit as for a miss. */
    OUTSIDE
}
