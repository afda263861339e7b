package org.vigie.item;

/** Where an item stands. The arrows are in {@link #canBecome}. */
public enum ItemState {
    /** Something at the address matched a list; a second fetch shall confirm it. */
    MATCHED,
    /** The second fetch matched too; a notice may be drafted. */
    CONFIRMED,
    /** It was confirmed and waits for a person, who releases or dismisses it. The {@link HoldReason} says why. */
    HELD,
    /** The host was asked to remove it. */
    NOTIFIED,
    /** It is no longer served, seen often enough. It is still looked at, more rarely. */
    GONE,
    /** A person decided that nothing shall be done. */
    DISMISSED,
    /** The second fetch did not match. */
    UNCONFIRMED;

    /** Whether an item in this state may be in that one next. A return to {@link #MATCHED} is a new look at it. */
    public boolean canBecome(ItemState next) {
        return switch (this) {
            case MATCHED -> next == CONFIRMED || next == UNCONFIRMED || next == DISMISSED;
            case CONFIRMED -> next == NOTIFIED || next == HELD || next == GONE || next == DISMISSED;
            case HELD -> next == CONFIRMED || next == MATCHED || next == GONE || next == DISMISSED;
            case NOTIFIED -> next == GONE || next == HELD;
            case GONE, DISMISSED, UNCONFIRMED -> next == MATCHED;
        };
    }

    /** Whether the material counts as being there, as far as is known. */
    public boolean isUp() {
        return switch (this) {
            case CONFIRMED, HELD, NOTIFIED -> true;
            case MATCHED, GONE, DISMISSED, UNCONFIRMED -> false;
        };
    }
}
