package org.vigie.item;

/** Why an item waits for a person. The words are under {@code item.hold.…}. */
public enum HoldReason {
    /** The match is a near one, and its list leaves near matches to a person. */
    NEAR_MATCH,
    /** The list's owner lets no match notify by itself. */
    LIST_POLICY,
    /** The class of the match is none that a notice may speak of by itself. */
    CLASS_NOT_NOTIFIED,
    /** Nobody is known to write to for this host. */
    NO_CONTACT,
    /** The contact is new and nobody has approved it. */
    NEW_CONTACT,
    /** The police asked that the host not be told yet. */
    POLICE_HOLD,
    /** The law or an order forbids telling the host. */
    NON_DISCLOSURE,
    /** Notices to the contact cannot be delivered. */
    UNDELIVERABLE,
    /** The entry it matched suddenly matches far too much, and a person has not decided about the entry yet. */
    ENTRY_HELD,
    /** The entry it matched was withdrawn since, or a negative list has the same hash. */
    ENTRY_WITHDRAWN;

    /** Whether a later match with another entry, which may notify by itself, ends the wait. */
    boolean endsWithAnotherEntry() {
        return this == ENTRY_HELD || this == ENTRY_WITHDRAWN;
    }

    /** Whether a later match that may notify by itself ends the wait. */
    boolean endsWithABetterMatch() {
        return switch (this) {
            case NEAR_MATCH, LIST_POLICY, CLASS_NOT_NOTIFIED -> true;
            case NO_CONTACT, NEW_CONTACT, POLICE_HOLD, NON_DISCLOSURE, UNDELIVERABLE, ENTRY_HELD, ENTRY_WITHDRAWN ->
                false;
        };
    }
}
