package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a lead is still worked on, as people read it. */
enum LeadState {
    RUNNING,
    /** A person stopped it, and what was being fetched then has not ended yet. */
    STOPPING,
    STOPPED,
    FINISHED;

    static LeadState of(@Nullable Instant stoppedAt, @Nullable Instant finishedAt) {
        if (stoppedAt != null) {
            return finishedAt == null ? STOPPING : STOPPED;
        }
        return finishedAt == null ? RUNNING : FINISHED;
    }

    /** Whether anything of it may still be fetched. */
    boolean goesOn() {
        return this == RUNNING || this == STOPPING;
    }
}
