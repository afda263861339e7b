package org.vigie.demo.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A message as it arrived. {@code toString} tells no address of a picture.
 *
 * @param messageId with its angle brackets; empty where the message had none
 * @param notice the header {@code X-Vigie-Notice}, by which a reader tells notices apart
 * @param reminder the header {@code X-Vigie-Reminder}, 1 for the first reminder; empty for a notice proper
 * @param addresses the addresses of pictures that it asks about: from its XARF attachments or, without any, from its text
 * @param attachments the media types of what is attached
 * @param text the plain text, for a person
 */
public record MailSeen(
        Instant at,
        List<String> recipients,
        String messageId,
        Optional<String> notice,
        OptionalInt reminder,
        String subject,
        Set<String> addresses,
        List<String> attachments,
        String text) {
    public MailSeen {
        recipients = List.copyOf(recipients);
        addresses = Set.copyOf(addresses);
        attachments = List.copyOf(attachments);
    }

    public boolean isReminder() {
        return reminder.isPresent();
    }

    public boolean hasXarf() {
        return attachments.stream().anyMatch(type -> type.equals("application/json") || type.endsWith("+json"));
    }

    /** Whether any part is a picture or a video; none may be. */
    public boolean hasImagery() {
        return attachments.stream().anyMatch(type -> type.startsWith("image/") || type.startsWith("video/"));
    }

    @Override
    public String toString() {
        return "%s to %s about %d addresses"
                .formatted(isReminder() ? "reminder" : "notice", recipients, addresses.size());
    }
}
