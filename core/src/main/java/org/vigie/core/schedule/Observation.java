package org.vigie.core.schedule;

import java.time.Instant;

/**
 * What one look at an address found.
 *
 * @param at when the answer came
 */
public record Observation(Kind kind, Instant at) {
    /** What can be found; always by the content that was served, never by the status of the answer alone. */
    public enum Kind {
        /** The content in question was served. */
        PRESENT,
        /** Something else was served, or the address or its host is no more. */
        MISSING,
        /** Nothing can be said: a login wall, a timeout, a refusal, an error of the server. */
        UNCLEAR
    }

    public static Observation present(Instant at) {
        return new Observation(Kind.PRESENT, at);
    }

    public static Observation missing(Instant at) {
        return new Observation(Kind.MISSING, at);
    }

    public static Observation unclear(Instant at) {
        return new Observation(Kind.UNCLEAR, at);
    }
}
