package org.vigie.crawl.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes references out of attribute values that hold more than one thing. */
final class References {
    private static final Pattern CSS_URL = Pattern.compile(
            "url\\(\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^()\"'\\s]*+))\\s*+\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFRESH = Pattern.compile(
            "^[\\d.]*+(?:\\s*+[;,]|\\s)\\s*+(?:url\\s*+=\\s*+)?+([\"']?)(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private References() {}

    /**
     * The references of a srcset (HTML Standard, 4.8.4.2.2): candidates end at a comma outside parentheses, their
     * references at white space, and commas at the end of a reference do not belong to it.
     */
    static List<String> ofSrcset(String value) {
        List<String> found = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            while (at < value.length() && (isSpace(value.charAt(at)) || value.charAt(at) == ',')) {
                at++;
            }
            int begin = at;
            while (at < value.length() && !isSpace(value.charAt(at))) {
                at++;
            }
            int end = at;
            while (end > begin && value.charAt(end - 1) == ',') {
                end--;
            }
            if (end > begin) {
                found.add(value.substring(begin, end));
            }
            if (end == at) {
                at = afterDescriptor(value, at);
            }
        }
        return found;
    }

    /** All {@code url(…)} of a style. */
    static List<String> ofStyle(String value) {
        List<String> found = new ArrayList<>();
        Matcher matcher = CSS_URL.matcher(value);
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                if (matcher.group(group) != null && !matcher.group(group).isBlank()) {
                    found.add(matcher.group(group).strip());
                }
            }
        }
        return found;
    }

    /** Where a meta refresh leads; empty where it only loads the same page anew. */
    static Optional<String> ofRefresh(String value) {
        Matcher matcher = REFRESH.matcher(value.strip());
        if (!matcher.find()) {
            return Optional.empty();
        }
        String quote = matcher.group(1);
        String target = matcher.group(2);
        int end = quote.isEmpty() ? -1 : target.indexOf(quote);
        String reference = (end < 0 ? target : target.substring(0, end)).strip();
        return reference.isEmpty() ? Optional.empty() : Optional.of(reference);
    }

    private static int afterDescriptor(String value, int from) {
        int depth = 0;
        for (int at = from; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (c == ',' && depth == 0) {
                return at + 1;
            }
        }
        return value.length();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
}
