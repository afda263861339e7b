package org.vigie.core.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures under it, as C2SP's {@code signed-note} writes it. What it says means nothing before {@link
 * NoteKey#judge} has found a signature of a key that is trusted.
 *
 * @param text ends with a line feed
 * @param signatures one or more
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The longest note that is read, in characters: sixteen signatures of ML-DSA-44 fit more than once. */
    public static final int CHARACTERS_MAX = 256 * 1024;

    /** The most signatures that are read. */
    public static final int SIGNATURES_MAX = 64;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || signatures.isEmpty()) {
            throw new IllegalArgumentException("a signed note has lines and a signature");
        }
    }

    /** Reads a note; empty when it is none, or beyond the limits. */
    public static Optional<SignedNote> parse(String note) {
        int gap = note.lastIndexOf("\n\n");
        if (note.length() > CHARACTERS_MAX
                || gap < 0
                || !note.endsWith("\n")
                || note.chars().anyMatch(c -> (c < ' ' && c != '\n') || c == '\ufffd')) {
            return Optional.empty();
        }
        String below = note.substring(gap + 2);
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : below.lines().toList()) {
            Optional<NoteSignature> read = NoteSignature.parse(line);
            if (read.isEmpty() || signatures.size() == SIGNATURES_MAX) {
                return Optional.empty();
            }
            signatures.add(read.get());
        }
        return signatures.isEmpty()
                ? Optional.empty()
                : Optional.of(new SignedNote(note.substring(0, gap + 1), signatures));
    }

    /** The same with more signatures; those it has already are not repeated. */
    public SignedNote with(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /** All of it, as it is written to files. */
    public String whole() {
        StringBuilder whole = new StringBuilder(text).append('\n');
        signatures.forEach(one -> whole.append(one.line()).append('\n'));
        return whole.toString();
    }
}
