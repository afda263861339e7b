package org.vigie.hashlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One import as it is stored.
 *
 * @param finishedAt null while it runs, and for ever where it was cut off
 */
public record ImportRun(
        ImportId id,
        ListId list,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long accepted,
        long changed,
        long unchanged,
        long stillWithdrawn,
        long recalled,
        long opaque,
        long rejected) {}
