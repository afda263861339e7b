package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an address that is to be fetched waits for. The words are under {@code crawl.waits.…}. */
enum WaitsFor {
    /** Its lead was stopped; it ends unfetched when its turn comes. */
    STOPPING,
    /** Its lead's budget is spent; likewise. */
    BUDGET,
    /** This process does not crawl. */
    SWITCHED_OFF,
    /** It failed, or robots.txt could not be reached, and is tried again later. */
    RETRY,
    /** It was asked for later. */
    LATER,
    /** A worker is at its host. */
    LEASED,
    /** Its host failed too often in a row and is left alone for a while. */
    HOST_PAUSE,
    /** The gap between two requests to its host. */
    GAP,
    /** Nothing but its turn. */
    TURN;

    /**
     * What is known of an address that waits.
     *
     * @param reason why it was put off; null where it was never tried
     * @param isPastBudget its request is not counted yet, and nothing is left to count it on
     */
    record Facts(
            LeadState lead,
            boolean isPastBudget,
            @Nullable Reason reason,
            Instant due,
            boolean isLeased,
            Instant hostFreeAt,
            int hostFailures) {}

    static WaitsFor of(Facts facts, boolean isRunning, Instant now) {
        if (!facts.lead().equals(LeadState.RUNNING)) {
            return STOPPING;
        }
        if (facts.isPastBudget()) {
            return BUDGET;
        }
        if (!isRunning) {
            return SWITCHED_OFF;
        }
        if (facts.due().isAfter(now)) {
            return facts.reason() == null ? LATER : RETRY;
        }
        if (facts.isLeased()) {
            return LEASED;
        }
        if (facts.hostFreeAt().isAfter(now)) {
            boolean isPaused = facts.hostFailures() >= CrawlLimits.FAILURES_BEFORE_PAUSE.value();
            return isPaused ? HOST_PAUSE : GAP;
        }
        return TURN;
    }

    /** The time before which nothing happens; null where there is none to name. */
    @Nullable
    Instant until(Facts facts) {
        return switch (this) {
            case RETRY, LATER -> facts.due().isAfter(facts.hostFreeAt()) ? facts.due() : facts.hostFreeAt();
            case HOST_PAUSE, GAP -> facts.hostFreeAt();
            case STOPPING, BUDGET, SWITCHED_OFF, LEASED, TURN -> null;
        };
    }
}
