package org.vigie.demo.world;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a message as the machine of an abuse desk would: the {@code url} of every XARF report attached; failing that, the addresses in
 * the text, with {@code hxxp} and {@code [.]} put right.
 */
final class NoticeReader {
    private static final Pattern ADDRESS = Pattern.compile("h(?:tt|xx)ps?://[^\\s<>\"]+");
    private static final int PARTS_DEPTH_MAX = 8;

    private final ObjectMapper json = JsonMapper.shared();

    /** What the parts of one message hold. */
    private static final class Parts {
        private final List<String> attachments = new ArrayList<>();
        private final Set<String> reported = new LinkedHashSet<>();
        private final StringBuilder text = new StringBuilder();
    }

    /** @throws MessagingException also where a JSON attachment is no JSON */
    MailSeen read(MimeMessage message, List<String> recipients, Instant at) throws MessagingException, IOException {
        Parts parts = new Parts();
        collect(message, parts, 0);
        @Nullable String reminder = header(message, "X-Vigie-Reminder");
        return new MailSeen(
                at,
                recipients,
                Objects.requireNonNullElse(message.getMessageID(), ""),
                Optional.ofNullable(header(message, "X-Vigie-Notice")),
                reminder == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(reminder)),
                Objects.requireNonNullElse(message.getSubject(), ""),
                parts.reported.isEmpty() ? addressesIn(parts.text.toString()) : parts.reported,
                parts.attachments,
                parts.text.toString());
    }

    private static @Nullable String header(MimeMessage message, String name) throws MessagingException {
        for (Header header : Collections.list(message.getMatchingHeaders(new String[] {name}))) {
            return header.getValue().strip();
        }
        return null;
    }

    private void collect(Part part, Parts parts, int depth) throws MessagingException, IOException {
        if (depth > PARTS_DEPTH_MAX) {
            throw new MessagingException("parts are nested too deeply");
        }
        String type = new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                collect(multipart.getBodyPart(i), parts, depth + 1);
            }
        } else if (type.equals("text/plain") && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            parts.text.append(part.getContent());
        } else {
            parts.attachments.add(type);
            if (type.endsWith("json")
                    || Objects.requireNonNullElse(part.getFileName(), "").endsWith(".json")) {
                parts.reported.addAll(reported(part));
            }
        }
    }

    private List<String> reported(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            List<String> urls = new ArrayList<>();
            JsonNode root = json.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            root.findValues("url").forEach(url -> urls.add(url.asString()));
            return urls;
        } catch (JacksonException e) {
            throw new MessagingException("a JSON attachment is no JSON", e);
        }
    }

    private static Set<String> addressesIn(String text) {
        Set<String> addresses = new LinkedHashSet<>();
        Matcher found = ADDRESS.matcher(text);
        while (found.find()) {
            addresses.add(found.group()
                    .replaceFirst("^hxx", "htt")
                    .replace("[.]", ".")
                    .replace("[:]", ":"));
        }
        return addresses;
    }
}
