package org.vigie.notice;

import org.jspecify.annotations.Nullable;

/**
 * One mail, ready to leave.
 *
 * @param messageId with its angle brackets
 * @param inReplyTo the Message-ID of the request that this reminds of; null in a request
 * @param number goes into {@code X-Vigie-Notice}
 * @param reminder goes into {@code X-Vigie-Reminder} unless 0
 * @param language of the text
 */
record Mail(
        String messageId,
        @Nullable String inReplyTo,
        String number,
        int reminder,
        String to,
        String answersTo,
        String language,
        Letter letter) {
    @Override
    public String toString() {
        return "Mail[" + messageId + "]";
    }
}
