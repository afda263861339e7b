package org.vigie.notice;

import java.time.Instant;
import java.util.List;

/**
 * A letter as it leaves: kept sealed from the first try on, so that every further try sends the same.
 *
 * @param subject names no address
 * @param text names addresses defanged
 * @param attachments the machine-readable reports, with exact addresses; no imagery, ever
 * @param written what the mail's Date says
 */
record Letter(String subject, String text, List<Attachment> attachments, Instant written) {
    /** One XARF report. */
    record Attachment(String name, String json) {
        @Override
        public String toString() {
            return "Attachment[" + name + "]";
        }
    }

    Letter {
        attachments = List.copyOf(attachments);
        if (subject.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a subject is one line");
        }
    }

    @Override
    public String toString() {
        return "Letter[" + text.length() + " characters]";
    }
}
