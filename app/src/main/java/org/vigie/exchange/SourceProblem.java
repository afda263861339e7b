package org.vigie.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a source could not be asked, as a sentence for people.
 *
 * @param key of the sentence, under {@code exchange.problem.…}
 * @param arguments what stands in it: the code, where a person may have to tell it to the service
 */
record SourceProblem(String key, List<Object> arguments) {
    private static final String STATUS = "STATUS_";

    private static final Set<String> KNOWN = Set.of(
            "ANSWER_TOO_LONG",
            "ANSWER_TOO_SLOW",
            "A_KEY_IS_MISSING",
            "INTERRUPTED",
            "NOT_ALLOWED_IN_THIS_MODE",
            "NOT_AN_ENTRY_OF_THIS_SERVICE",
            "NO_ANSWER",
            "NO_ANSWER_IN_TIME",
            "STRANGE_NEXT_PAGE",
            "TOO_MANY_PAGES");

    static Optional<SourceProblem> of(ExchangeSource source) {
        return Optional.ofNullable(source.problem()).map(SourceProblem::ofCode);
    }

    private static SourceProblem ofCode(String code) {
        if (KNOWN.contains(code)) {
            return new SourceProblem("exchange.problem." + code, List.of());
        }
        if (!code.startsWith(STATUS)) {
            return new SourceProblem("exchange.problem.OTHER", List.of(code));
        }
        String status = code.substring(STATUS.length());
        String kind = switch (status) {
            case "401", "403" -> "REFUSED";
            case "404", "410" -> "NOT_FOUND";
            case "429" -> "TOO_OFTEN";
            default -> status.startsWith("5") ? "BROKEN" : "STATUS";
        };
        return new SourceProblem("exchange.problem." + kind, List.of(status));
    }
}
