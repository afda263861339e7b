package org.vigie.core.probe;

import org.vigie.core.hash.Pdq;

/** The limits of this module, for each asker. */
public final class ProbeLimits {
    /** Bits within which a question resembles an earlier one. */
    public static final int NEAR_BITS = Pdq.RADIUS;

    /** Questions that resemble no other which are remembered. */
    public static final int SINGLES_MAX = 1024;

    /** Trails that are followed; past it the one that was quiet longest is forgotten. */
    public static final int TRAILS_MAX = 32;

    /** Questions of a trail that are remembered, besides the one where it began. */
    public static final int MEMBERS_MAX = 64;

    /** Bits by which a question must lie farther from the beginning than any before to count as a step away. */
    public static final int STEP_BITS_MIN = 2;

    /** Steps away among the last {@link #WINDOW} questions of a trail that make a climb. */
    public static final int STEPS_OF_A_CLIMB = 7;

    /** Bits from the beginning that a climb has come to at least. */
    public static final int CLIMB_BITS_MIN = 16;

    /** Changes between listed and not listed, among the last {@link #WINDOW} questions of a trail, that are too many. */
    public static final int CROSSINGS_MAX = 3;

    /** Questions of a trail that are looked at together. */
    public static final int WINDOW = 50;

    /** Trails that are kept over a restart: those that come nearest to an alarm. */
    public static final int KEPT_TRAILS_MAX = 8;

    /** Steps or changes from which on a trail is kept over a restart. */
    public static final int KEPT_FROM = 2;

    private ProbeLimits() {}
}
