package org.vigie.exchange;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;

/**
 * The {@code feedback} of an entry of NCMEC's hash sharing, as the test data of public clients has it: an element
 * {@code affirmativeFeedback} or {@code negativeFeedback} for each kind of hash, and in it, at any depth, the members who say so.
 * A member counts once for each kind, however many reasons it gives. What else stands there is passed over.
 */
final class NcmecFeedback {
    private final Map<String, Set<String>> affirmed = new HashMap<>();
    private final Map<String, Set<String>> refuted = new HashMap<>();

    /** Reads all of it. The reader stands at its beginning, and at its end afterwards. */
    void read(XMLStreamReader xml) throws XMLStreamException {
        @Nullable Set<String> members = null;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == 2) {
                    members = members(xml);
                } else if (members != null && xml.getLocalName().equals("member")) {
                    String id = xml.getAttributeValue(null, "id");
                    members.add(id == null ? "" : id.strip());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private @Nullable Set<String> members(XMLStreamReader xml) {
        String type = xml.getAttributeValue(null, "type");
        String kind = type == null ? "" : type.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        return switch (xml.getLocalName()) {
            case "affirmativeFeedback" -> affirmed.computeIfAbsent(kind, some -> new HashSet<>());
            case "negativeFeedback" -> refuted.computeIfAbsent(kind, some -> new HashSet<>());
            default -> null;
        };
    }

    /** The votes on hashes that are computed here. */
    Map<HashAlgorithm, Votes> votes() {
        Map<HashAlgorithm, Votes> votes = new EnumMap<>(HashAlgorithm.class);
        for (HashAlgorithm algorithm : HashAlgorithm.ofFiles()) {
            int right = affirmed.getOrDefault(algorithm.label(), Set.of()).size();
            int wrong = refuted.getOrDefault(algorithm.label(), Set.of()).size();
            if (right + wrong > 0) {
                votes.put(algorithm, new Votes(right, wrong));
            }
        }
        return votes;
    }
}
