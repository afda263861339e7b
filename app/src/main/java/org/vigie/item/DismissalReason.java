package org.vigie.item;

/** Why a person decided that nothing shall be done. The words are under {@code item.dismissal.…}. */
public enum DismissalReason {
    /** The owner of the list says that the entry does not mean this. */
    WRONG_MATCH,
    /** Another hotline or the police is on it already. */
    HANDLED_ELSEWHERE,
    /** It is no matter for this organisation. */
    OUTSIDE_REMIT,
    /** It is a test of somebody's own. */
    TEST,
    /** What the person's words say. */
    OTHER
}
