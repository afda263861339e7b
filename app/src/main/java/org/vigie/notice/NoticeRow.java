package org.vigie.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of the list of notices; it names no address. */
record NoticeRow(
        UUID id,
        int reminder,
        NoticeState state,
        @Nullable HoldCause holdCause,
        @Nullable String provider,
        int items,
        Instant createdAt,
        @Nullable Instant sentAt,
        int uncertainTries) {}
