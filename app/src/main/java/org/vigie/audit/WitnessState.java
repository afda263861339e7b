package org.vigie.audit;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleHash;

/**
 * The newest head of each log that a witness has seen, as a file of one line each: size, root, name of the log.
 *
 * @param heads by the name of the log
 */
public record WitnessState(Map<String, Checkpoint> heads) {
    private static final String FIRST_LINE = "what a witness has seen, version 1";

    /** Logs that one witness follows, at most. */
    static final int LOGS_MAX = 1000;

    public WitnessState {
        heads = Map.copyOf(heads);
    }

    /** Nothing seen yet. */
    public static WitnessState empty() {
        return new WitnessState(Map.of());
    }

    WitnessState with(Checkpoint head) {
        var more = new TreeMap<>(heads);
        more.put(head.origin(), head);
        return new WitnessState(more);
    }

    String text() {
        return new TreeMap<>(heads)
                .values().stream()
                        .map(head -> "%d %s %s\n"
                                .formatted(
                                        head.size(),
                                        Base64.getEncoder()
                                                .encodeToString(head.root().bytes()),
                                        head.origin()))
                        .collect(Collectors.joining("", FIRST_LINE + "\n", ""));
    }

    /** Reads what {@link #text} wrote, and nothing else. */
    public static Optional<WitnessState> parse(String text) {
        var heads = new TreeMap<String, Checkpoint>();
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE) || lines.size() > LOGS_MAX + 1) {
            return Optional.empty();
        }
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(" ", 3);
                var head = new Checkpoint(
                        parts[2],
                        Long.parseLong(parts[0]),
                        MerkleHash.of(Base64.getDecoder().decode(parts[1])));
                heads.put(head.origin(), head);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        var read = new WitnessState(heads);
        return read.text().equals(text) ? Optional.of(read) : Optional.empty();
    }
}
