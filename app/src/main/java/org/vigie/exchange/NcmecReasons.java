package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads for which reasons a hash may be called wrong at NCMEC's hash sharing: elements with a {@code guid} and a {@code name}
 * below {@code availableFeedbackReasons}.
 */
final class NcmecReasons {
    private static final String LIST = "availableFeedbackReasons";

    private NcmecReasons() {}

    /** @throws IOException where it is no such answer */
    static List<OpinionReason> read(InputStream in) throws IOException {
        List<OpinionReason> reasons = new ArrayList<>();
        boolean isList = false;
        try {
            XMLStreamReader xml = NcmecPage.open(in);
            try {
                while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                    if (!xml.isStartElement()) {
                        continue;
                    }
                    isList |= xml.getLocalName().equals(LIST);
                    String id = xml.getAttributeValue(null, "guid");
                    if (isList && id != null && reasons.size() < ExchangeLimits.REASONS_MAX) {
                        reasons.add(reason(id, xml.getAttributeValue(null, "name")));
                    }
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            // its text may hold a piece of the answer
            throw new ExchangeFailed("NOT_A_LIST_OF_REASONS");
        }
        if (!isList) {
            throw new ExchangeFailed("NOT_A_LIST_OF_REASONS");
        }
        return reasons;
    }

    private static OpinionReason reason(String id, @Nullable String given) {
        String name = given == null ? "" : given.strip().replaceAll("\\p{Cntrl}", " ");
        return new OpinionReason(
                UUID.fromString(id.strip()),
                name.substring(0, Math.min(name.length(), ExchangeLimits.REASON_CHARS_MAX)));
    }
}
