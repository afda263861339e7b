package org.vigie.core.probe;

/**
 * What looks like probing.
 *
 * @param questions of the trail that led to it
 */
public record ProbeAlarm(Cause cause, int questions) {
    /** How it looks. */
    public enum Cause {
        /** Questions that each resemble an earlier one and lead farther and farther away. */
        CLIMB,
        /** Questions that resemble each other and lie now on this, now on that side of what is listed. */
        CROSSING
    }
}
