package org.vigie.hashlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;

/**
 * One entry of a list as it is stored.
 *
 * @param withdrawnAt null while it matches
 * @param withdrawnReason null while it matches
 */
public record HashEntry(
        EntryId id,
        ListId list,
        HashValue hash,
        String classAsGiven,
        MaterialClass materialClass,
        String source,
        String note,
        Provenance provenance,
        Instant addedAt,
        ImportId importedBy,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnReason) {
    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }
}
