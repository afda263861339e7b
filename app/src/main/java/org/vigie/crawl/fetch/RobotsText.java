package org.vigie.crawl.fetch;

/**
 * What asking for a robots.txt gave.
 *
 * @param text the file where there is one; the array itself, not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier from the reader to the parser, never compared.
public record RobotsText(State state, byte[] text) {
    /** How the question ended (RFC 9309, 2.3.1). */
    public enum State {
        FILE,
        /** 4xx: there are no rules. */
        NO_RULES,
        /** 5xx, 429, silence: nothing may be fetched for a time. */
        UNREACHABLE,
        /** Our own rules do not let us connect: fetching would not either. */
        REFUSED
    }

    /** An answer without a file. */
    public static RobotsText of(State state) {
        return new RobotsText(state, new byte[0]);
    }
}
