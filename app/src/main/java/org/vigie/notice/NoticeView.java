package org.vigie.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.item.ItemState;

/**
 * A notice as a person reads it. It holds what the letter says, whose reading was audited when this was made.
 *
 * @param provider null while nobody is known to write to
 * @param reason what a person said who released or declined it; null when nobody did
 * @param erased whether its time was over and the letter is gone
 * @param drafted whether the letter is not written yet, so that this is how it would read now
 * @param subject null when there is nothing left to ask for
 */
record NoticeView(
        Notice notice,
        @Nullable String provider,
        @Nullable String email,
        @Nullable String reason,
        boolean erased,
        boolean drafted,
        @Nullable String subject,
        @Nullable String text,
        List<Part> items,
        List<Related> family) {
    /** One of its items. */
    record Part(UUID id, ItemState state) {}

    /** The request, or a reminder of it. */
    record Related(
            UUID id,
            int reminder,
            NoticeState state,
            @Nullable Instant sentAt) {}

    public UUID id() {
        return notice.id().value();
    }

    public boolean held() {
        return notice.state() == NoticeState.HELD;
    }

    public boolean sent() {
        return notice.state() == NoticeState.SENT;
    }

    @Override
    public String toString() {
        return "NoticeView[" + notice.id() + "]";
    }
}
