package org.vigie.exchange;

/** How a source stands, for people. The words are under {@code exchange.state.…}. */
public enum SourceState {
    /** A person stopped it: nothing is taken. */
    STOPPED,
    /** It could not be asked the last time. */
    FAILED,
    /** A range is being taken. */
    TAKING,
    /** It was not asked yet. */
    NEW,
    /** All that it had was taken; it is asked again in time. */
    UP_TO_DATE;

    static SourceState of(ExchangeSource source) {
        if (source.stoppedAt() != null) {
            return STOPPED;
        }
        if (source.problem() != null) {
            return FAILED;
        }
        if (source.range() != null) {
            return TAKING;
        }
        return source.triedAt() == null ? NEW : UP_TO_DATE;
    }
}
