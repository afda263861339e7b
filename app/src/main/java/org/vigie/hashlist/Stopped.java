package org.vigie.hashlist;

/** Why no match with an entry may lead to a notice, whatever the list's policy is. */
public enum Stopped {
    /** It matched far too much, and a person has not decided yet. */
    HELD,
    /** It was withdrawn, or the same hash stands on a negative list or an ignore set since. */
    WITHDRAWN
}
