package org.vigie.provider;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of the page: a provider and one of its contacts; contact fields are absent when it has none. */
record ProviderRow(
        UUID id,
        String name,
        @Nullable String hosts,
        boolean policeHold,
        boolean nonDisclosure,
        @Nullable UUID contact,
        @Nullable String email,
        @Nullable String language,
        @Nullable String source,
        @Nullable Instant approvedAt) {

    /** Tells the rows of one page apart. */
    public String key() {
        return contact == null ? id.toString() : contact.toString();
    }

    public boolean approved() {
        return approvedAt != null;
    }

    /** Whether a person still has to say that this is the right desk. */
    public boolean waits() {
        return contact != null && approvedAt == null;
    }

    /** Without how it is reached. */
    @Override
    public String toString() {
        return "ProviderRow[" + id + "]";
    }
}
