package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lead as pages show it. It names no address.
 *
 * @param budget requests that it may make
 * @param spent requests that it has made
 * @param linksCut links of pages that were left out for the limits of a page
 * @param stoppedAt null unless a person stopped it
 * @param finishedAt null while anything of it is still to fetch
 */
record LeadLine(
        LeadId id,
        Purpose purpose,
        Scope scope,
        int depth,
        int budget,
        int spent,
        int linksCut,
        RobotsPolicy robots,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant finishedAt) {
    /** Enough of the id to tell leads apart on a page. */
    public String brief() {
        return id.toString().substring(0, 8);
    }

    public LeadState state() {
        return LeadState.of(stoppedAt, finishedAt);
    }

    public boolean goesOn() {
        return state().goesOn();
    }
}
