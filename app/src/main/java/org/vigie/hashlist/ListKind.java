package org.vigie.hashlist;

/** What a list is for; decided when it is made. The words are under {@code hashlist.kind.…}. */
public enum ListKind {
    /** What it names is looked for. */
    MATCH,
    /**
     * What it names must never match: pictures that were listed by mistake, or that are known to look like something else.
     * PDQ hashes count up to the list's own small distance.
     */
    NEGATIVE,
    /** Files that everybody has, such as the parts of an operating system. They must never match; exact hashes only. */
    IGNORE;

    /** Whether the list stops matches instead of making them. */
    public boolean isStopping() {
        return this != MATCH;
    }

    /** What such a list has until its owner says otherwise. */
    public ListPolicy defaultPolicy() {
        return switch (this) {
            case MATCH -> ListPolicy.DEFAULT;
            case NEGATIVE ->
                new ListPolicy(
                        false,
                        ListPolicy.NEAR_IS_HELD,
                        ListPolicy.DEFAULT.qualityMin(),
                        HashListLimits.NEGATIVE_DISTANCE_DEFAULT);
            case IGNORE ->
                new ListPolicy(
                        false, ListPolicy.NEAR_IS_HELD, ListPolicy.DEFAULT.qualityMin(), ListPolicy.NOTHING_IS_NEAR);
        };
    }

    /** Whether a list of this kind may have that policy. */
    public boolean allows(ListPolicy policy) {
        return switch (this) {
            case MATCH -> true;
            case NEGATIVE -> notifiesNothing(policy) && policy.distanceMax() <= HashListLimits.NEGATIVE_DISTANCE_MAX;
            case IGNORE -> notifiesNothing(policy) && policy.distanceMax() == ListPolicy.NOTHING_IS_NEAR;
        };
    }

    private static boolean notifiesNothing(ListPolicy policy) {
        return !policy.exactNotifies() && policy.nearNotifiesUpTo() == ListPolicy.NEAR_IS_HELD;
    }
}
