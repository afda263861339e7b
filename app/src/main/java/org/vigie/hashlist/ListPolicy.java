package org.vigie.hashlist;

import org.vigie.core.hash.Pdq;

/**
 * What a match with a list may do without a person; the list's owner decides.
 *
 * @param exactNotifies whether an exact match leads to a notice at once, if its class may be notified
 * @param nearNotifiesUpTo the greatest PDQ distance, in bits, at which a near match does the same; {@value #NEAR_IS_HELD}
 *     means that every near match is held for a person
 */
public record ListPolicy(boolean exactNotifies, int nearNotifiesUpTo) {
    /** The value of {@link #nearNotifiesUpTo} that leaves every near match to a person. */
    public static final int NEAR_IS_HELD = -1;

    /** Exact matches notify, near ones wait for a person: what a list has until its owner says otherwise. */
    public static final ListPolicy DEFAULT = new ListPolicy(true, NEAR_IS_HELD);

    /** @throws IllegalArgumentException unless the distance is −1 to 31 */
    public ListPolicy {
        if (nearNotifiesUpTo < NEAR_IS_HELD || nearNotifiesUpTo > Pdq.RADIUS) {
            throw new IllegalArgumentException("the distance is %d to %d bits".formatted(NEAR_IS_HELD, Pdq.RADIUS));
        }
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
