package org.vigie.notice;

import java.util.UUID;

/** Names one notice or one reminder. */
public record NoticeId(UUID value) {
    static NoticeId fresh() {
        return new NoticeId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
