package org.vigie.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ImportRun;
import org.vigie.hashlist.ListCount;

/**
 * A list, where it comes from, and what it holds: a line of the page of sources.
 *
 * @param source null where it comes from files
 * @param lastImport the newest import of a file or of a page of the source; null where there is none
 * @param count entries that match
 * @param held entries that are held since they match far too much
 */
record SourceLine(
        HashList list,
        @Nullable ExchangeSource source,
        @Nullable ImportRun lastImport,
        ListCount count,
        int held) {
    /** How its source stands. */
    public SourceState state() {
        if (source == null) {
            throw new IllegalStateException("a list of files has no such state");
        }
        return SourceState.of(source);
    }

    /** Everything that its source changed before this was taken; null where nothing was yet. */
    public @Nullable Instant upTo() {
        return source == null || source.checkpoint().equals(Instant.EPOCH) ? null : source.checkpoint();
    }

    /** Where the last full range began; null where that was the beginning of all, or there is none. */
    public @Nullable Instant fullFrom() {
        ExchangeSource.Full full = source == null ? null : source.full();
        return full == null || full.from().equals(Instant.EPOCH) ? null : full.from();
    }

    /** What is wrong with its source; null where nothing is. */
    public @Nullable SourceProblem problem() {
        return source == null ? null : SourceProblem.of(source).orElse(null);
    }

    /** Whether its last import was cut off or runs still. */
    public boolean isUnfinished() {
        return lastImport != null && lastImport.finishedAt() == null;
    }
}
