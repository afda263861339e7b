package org.vigie.retention;

/**
 * A hold that is over.
 *
 * @param reason why it was lifted, as typed
 */
record LiftedHold(Hold hold, String reason) {
    /** Without the reasons, which somebody wrote. */
    @Override
    public String toString() {
        return "Lifted" + hold;
    }
}
