package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.SignedNote;

/**
 * What {@link Appender}s said. Each line is whole but the last one of a process that was killed, which may have been cut off anywhere:
 * a note that cannot be read is forgiven there and nowhere else.
 */
final class AppenderSaid {
    private final Set<String> acknowledged = new HashSet<>();
    private final TreeMap<Long, SignedNote> notes = new TreeMap<>();
    private @Nullable String unreadable;
    private int cutOff;

    /** Takes a line. False for what is not for us, as a word of the JVM. */
    boolean take(String line) {
        assertThat(unreadable)
                .as("a note that cannot be read, and more was said after it")
                .isNull();
        if (line.matches("ACK [0-9a-f-]{36}")) {
            acknowledged.add(line.substring("ACK ".length()));
        } else if (line.startsWith("NOTE ")) {
            note(line);
        } else {
            return false;
        }
        return true;
    }

    /** The process was killed: what it said last may have been cut off, and then nobody has seen that checkpoint. */
    void wasKilled() {
        if (unreadable != null) {
            cutOff++;
            unreadable = null;
        }
    }

    private void note(String line) {
        Optional<SignedNote> read = read(line.substring("NOTE ".length()));
        if (read.isEmpty()) {
            unreadable = line;
            return;
        }
        SignedNote note = read.get();
        SignedNote before =
                notes.put(Checkpoint.parse(note.text()).orElseThrow().size(), note);
        assertThat(before == null || before.text().equals(note.text()))
                .as("two checkpoints of one size that differ")
                .isTrue();
    }

    private static Optional<SignedNote> read(String base64) {
        try {
            return SignedNote.parse(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
                    .filter(note -> note.signatures().size() == 2);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    SortedMap<Long, SignedNote> notes() {
        return notes;
    }

    /** How many last lines could not be read. */
    int cutOff() {
        return cutOff;
    }
}
