package org.vigie.hashlist;

import org.vigie.core.hash.Pdq;

/**
 * What counts as a match with a list, and what a match may do without a person; the list's owner decides.
 *
 * @param exactNotifies whether an exact match leads to a notice at once, if its class may be notified
 * @param nearNotifiesUpTo the greatest PDQ distance, in bits, at which a near match does the same; {@value #NEAR_IS_HELD}
 *     means that every near match is held for a person
 * @param qualityMin the least PDQ quality of a file that may be near an entry, {@value org.vigie.core.hash.Pdq#QUALITY_MIN}
 *     to 100
 * @param distanceMax the greatest PDQ distance, in bits, that is near at all; {@value #NOTHING_IS_NEAR} means that the list is
 *     compared exactly only
 */
public record ListPolicy(boolean exactNotifies, int nearNotifiesUpTo, int qualityMin, int distanceMax) {
    /** The value of {@link #nearNotifiesUpTo} that leaves every near match to a person. */
    public static final int NEAR_IS_HELD = -1;

    /** The value of {@link #distanceMax} that makes nothing near. */
    public static final int NOTHING_IS_NEAR = -1;

    /** Exact matches notify, near ones wait for a person: what a list has until its owner says otherwise. */
    public static final ListPolicy DEFAULT = new ListPolicy(true, NEAR_IS_HELD);

    /** @throws IllegalArgumentException unless the distances are −1 to 31 and the quality 50 to 100 */
    public ListPolicy {
        if (nearNotifiesUpTo < NEAR_IS_HELD || nearNotifiesUpTo > Pdq.RADIUS) {
            throw new IllegalArgumentException("the distance is %d to %d bits".formatted(NEAR_IS_HELD, Pdq.RADIUS));
        }
        if (distanceMax < NOTHING_IS_NEAR || distanceMax > Pdq.RADIUS) {
            throw new IllegalArgumentException("the distance is %d to %d bits".formatted(NOTHING_IS_NEAR, Pdq.RADIUS));
        }
        if (qualityMin < Pdq.QUALITY_MIN || qualityMin > 100) {
            throw new IllegalArgumentException("the quality is %d to 100".formatted(Pdq.QUALITY_MIN));
        }
    }

    /** With the widest meaning of near. */
    public ListPolicy(boolean exactNotifies, int nearNotifiesUpTo) {
        this(exactNotifies, nearNotifiesUpTo, Pdq.QUALITY_MIN, Pdq.RADIUS);
    }

    /** Whether a file of that PDQ quality, so many bits away from an entry, is near it. */
    public boolean isNear(int quality, int distance) {
        return quality >= qualityMin && distance <= distanceMax;
    }

    /** Whether an exact match of that class may lead to a notice by itself. */
    public boolean letsExactNotify(MaterialClass materialClass) {
        return exactNotifies && materialClass.mayNotify();
    }

    /** Whether a near match of that class, so many bits away, may lead to a notice by itself. */
    public boolean letsNearNotify(MaterialClass materialClass, int distance) {
        return distance <= nearNotifiesUpTo && materialClass.mayNotify();
    }
}
