package org.vigie.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/**
 * The {@code fingerprints} of an entry of NCMEC's hash sharing: an element for each hash, by its kind. Kinds that are not computed
 * here are kept under their names, PhotoDNA under the one that lists have. Links to large ones are passed over, since nothing else
 * is fetched than pages of entries, and so are values of kinds that nobody told us about where they have a form that cannot be
 * kept: there may be one in every entry.
 */
final class NcmecFingerprints {
    /** Their word for PhotoDNA. */
    private static final String PDNA = "pdna";

    private final List<HashValue> hashes = new ArrayList<>();
    private final List<OpaqueHash> opaque = new ArrayList<>();
    private boolean isBad;

    List<HashValue> hashes() {
        return hashes;
    }

    List<OpaqueHash> opaque() {
        return opaque;
    }

    /** Whether a hash that is computed here, or one of PhotoDNA, could not be read. */
    boolean isBad() {
        return isBad;
    }

    /** Reads all of it. The reader stands at its beginning, and at its end afterwards. */
    void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String kind = xml.getLocalName();
            if (xml.getAttributeValue(null, "href") != null) {
                skip(xml);
                continue;
            }
            boolean isTaken = text(xml).filter(value -> take(kind, value)).isPresent();
            isBad |= !isTaken && isKnown(kind);
        }
    }

    private static boolean isKnown(String kind) {
        return kind.equals(PDNA) || HashAlgorithm.ofLabel(kind).isPresent();
    }

    private boolean take(String kind, String value) {
        if (hashes.size() + opaque.size() == ExchangeLimits.ALTERNATIVE_HASHES_MAX) {
            return false;
        }
        try {
            Optional<HashAlgorithm> algorithm = HashAlgorithm.ofLabel(kind);
            if (algorithm.isPresent()) {
                hashes.add(new HashValue(algorithm.get(), value));
            } else {
                opaque.add(OpaqueHash.parse(kind.equals(PDNA) ? OpaqueHash.PHOTODNA : kind, value));
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The text of an element; empty where there is more than text in it, which a later version of the service may bring. */
    private static Optional<String> text(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        boolean isText = true;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                skip(xml);
                isText = false;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        return isText ? Optional.of(text.toString().strip()) : Optional.empty();
    }

    /** Passes over an element and all that is in it. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }
}
