package org.vigie.hashlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a hash that is not computed here as its list keeps it, withdrawn or not.
 *
 * @param number names it among all entries, as {@link EntryId} does for the others
 * @param materialClass what the class meant when it was written
 * @param withdrawnAt null while it matches
 */
public record OpaqueStored(
        long number,
        OpaqueEntry entry,
        MaterialClass materialClass,
        @Nullable Instant withdrawnAt) {
    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }
}
