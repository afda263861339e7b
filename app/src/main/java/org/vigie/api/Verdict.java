package org.vigie.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.MaterialClass;
import org.vigie.match.Match;

/**
 * What is said of one hash or file, in the words of Shield.
 *
 * @param found the matches, exact ones first
 */
record Verdict(List<Match> found) {
    private static final String MISS = "no-known-match";
    private static final int WORD_MAX = "harmful-abusive-material".length();

    static Verdict of(List<Match> found) {
        return new Verdict(found);
    }

    boolean isMiss() {
        return found.isEmpty();
    }

    /** Puts in the class and, for a client inside the circle, how it matches. Outside, the answer is as long whatever it says. */
    void say(Map<String, Object> answer, ApiClient client) {
        String word = worst().map(Verdict::word).orElse(MISS);
        answer.put("classification", word);
        answer.put("match_type", client.isInside() ? matchType() : null);
        if (!client.isInside()) {
            answer.put("padding", "-".repeat(WORD_MAX - word.length()));
        }
    }

    private @Nullable String matchType() {
        if (isMiss()) {
            return null;
        }
        return found.getFirst().kind() == Match.Kind.EXACT ? "exact" : "near";
    }

    /** The near matches, nearest first, with the seconds of a video. What the list does not know of the listed file is null. */
    List<Map<String, Object>> nearDetails() {
        return found.stream()
                .filter(match -> match.kind() == Match.Kind.NEAR)
                .map(Verdict::details)
                .toList();
    }

    private static Map<String, Object> details(Match match) {
        Map<String, Object> details = new LinkedHashMap<>();
        var stretches = match.stretches();
        details.put(
                "timestamp", stretches.isEmpty() ? null : stretches.getFirst().from());
        details.put("sha1_base32", null);
        details.put("sha256_hex", null);
        details.put("classification", word(match.materialClass()));
        details.put("entry", match.entry());
        details.put("distance", match.distance());
        if (!stretches.isEmpty()) {
            details.put("stretches", stretches);
        }
        return details;
    }

    private Optional<MaterialClass> worst() {
        return found.stream().map(Match::materialClass).min(Comparator.naturalOrder());
    }

    /** "unmapped" is a word that Shield does not have: its clients are told to show what they do not know to a person. */
    private static String word(MaterialClass materialClass) {
        return switch (materialClass) {
            case CSAM -> "csam";
            case HARMFUL_ABUSIVE -> "harmful-abusive-material";
            case UNMAPPED -> "unmapped";
        };
    }
}
