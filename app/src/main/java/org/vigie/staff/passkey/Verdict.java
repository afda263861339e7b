package org.vigie.staff.passkey;

/** What an answer of a browser turned out to be. */
public sealed interface Verdict {
    /** It proves that the person holds the passkey and unlocked it just now. */
    record Proven(long signCount, boolean backedUp) implements Verdict {}

    /**
     * It proves nothing.
     *
     * @param copied everything else was right, but the passkey counted less than it has before: there may be two of it
     */
    record Refused(boolean copied) implements Verdict {}
}
