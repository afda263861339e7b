package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A page of NCMEC's hash sharing, version 2: {@code queryResult} with {@code images} and {@code videos}, whose children are
 * {@code image}, {@code video}, {@code deletedImage} and {@code deletedVideo}; and {@code paging/next}.
 *
 * @param next where the range goes on; empty on its last page
 */
record NcmecPage(List<NcmecEntry> entries, Optional<String> next) {
    NcmecPage {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a page. Names of elements count without their namespace.
     *
     * @throws IOException where it is no such page: what cannot be understood must not move the checkpoint
     */
    static NcmecPage read(InputStream in) throws IOException {
        try {
            XMLStreamReader xml = open(in);
            try {
                xml.nextTag();
                if (!xml.getLocalName().equals("queryResult")) {
                    throw new IOException("the answer is no queryResult");
                }
                return new Reading(xml).page();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            // its text may hold a piece of the answer
            throw new IOException("the answer is no XML");
        }
    }

    /** A reader that follows nothing out of the document. */
    static XMLStreamReader open(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(in);
    }

    private static final class Reading {
        private final XMLStreamReader xml;
        private final List<NcmecEntry> entries = new ArrayList<>();
        private @Nullable String next;

        Reading(XMLStreamReader xml) {
            this.xml = xml;
        }

        NcmecPage page() throws XMLStreamException, IOException {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "image", "video", "deletedImage", "deletedVideo" -> add(entry());
                    case "next" -> next = xml.getElementText().strip();
                    default -> {
                        // what surrounds them, and what a later version may add
                    }
                }
            }
            return new NcmecPage(entries, Optional.ofNullable(next).filter(text -> !text.isEmpty()));
        }

        private void add(NcmecEntry entry) throws IOException {
            if (entries.size() == ExchangeLimits.ANSWER_ENTRIES_MAX) {
                throw new IOException("a page of more than %d entries".formatted(ExchangeLimits.ANSWER_ENTRIES_MAX));
            }
            entries.add(entry);
        }

        private NcmecEntry entry() throws XMLStreamException, IOException {
            String element = xml.getLocalName();
            boolean isDeleted = element.startsWith("deleted");
            String type = (isDeleted ? element.substring("deleted".length()) : element).toLowerCase(Locale.ROOT);
            String member = "";
            String id = "";
            String classification = "";
            Instant changedAt = null;
            var fingerprints = new NcmecFingerprints();
            var feedback = new NcmecFeedback();
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "member" -> {
                        member = Optional.ofNullable(xml.getAttributeValue(null, "id"))
                                .orElse("")
                                .strip();
                        NcmecFingerprints.skip(xml);
                    }
                    case "id" -> id = xml.getElementText().strip();
                    case "classification" ->
                        classification = xml.getElementText().strip();
                    case "timestamp" -> changedAt = time(xml.getElementText().strip());
                    case "fingerprints" -> fingerprints.read(xml);
                    case "feedback" -> feedback.read(xml);
                    default -> NcmecFingerprints.skip(xml);
                }
            }
            if (member.isEmpty() || id.isEmpty() || member.length() + id.length() > 190) {
                throw new IOException("an entry without member and id");
            }
            return new NcmecEntry(
                    member,
                    id,
                    type,
                    isDeleted,
                    classification,
                    changedAt,
                    fingerprints.hashes(),
                    fingerprints.opaque(),
                    fingerprints.isBad(),
                    feedback.votes());
        }

        private static @Nullable Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
