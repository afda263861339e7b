package org.vigie.seal.opener;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened to keys since it was said last. Numbers only. */
final class Tally {
    private final Map<Of, Long> counts = new EnumMap<>(Of.class);

    enum Of {
        /** Organisations that got their first keys. */
        MADE,
        /** Keys beside older ones. */
        ADDED,
        /** Times that keys were given up. */
        GIVEN_UP,
        /** Keys given up whose time of grace was over. */
        ERASED,
        /** What the rules refused. */
        REFUSED,
        /** Organisations whose files could not be read or written. */
        FAILED
    }

    synchronized void add(Of what, long number) {
        if (number > 0) {
            counts.merge(what, number, Long::sum);
        }
    }

    /** As words and numbers; empty when nothing happened. It begins at 0 again. */
    synchronized Optional<String> take() {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        String text = counts.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", ", "keys ", ""));
        counts.clear();
        return Optional.of(text);
    }
}
