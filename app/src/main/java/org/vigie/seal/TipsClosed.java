package org.vigie.seal;

/** Tips cannot be opened now. Nothing is lost: they are asked for again later. */
public final class TipsClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** Why they are closed. */
    public enum Why {
        /** The process that holds the private keys does not answer, or cannot read them. */
        AWAY,
        /** It has opened as many as it may in this hour. */
        SPENT
    }

    TipsClosed(Why why) {
        super("tips cannot be opened now: " + why);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
