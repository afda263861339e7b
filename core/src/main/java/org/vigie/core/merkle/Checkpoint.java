package org.vigie.core.merkle;

import java.util.Base64;
import java.util.Optional;

/**
 * What a log states of itself, in the text form of C2SP's {@code tlog-checkpoint}: three lines, each ended by a line feed.
 * The signature covers exactly this text.
 *
 * @param origin the log's name; one line, no plus sign
 * @param size how many leaves it has
 * @param root of the tree of that size
 */
public record Checkpoint(String origin, long size, MerkleHash root) {
    public Checkpoint {
        if (origin.isBlank() || origin.contains("\n") || origin.contains("+") || size < 0) {
            throw new IllegalArgumentException("a checkpoint has an origin of one line and a size of 0 or more");
        }
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
    }

    /**
     * Reads exactly what {@link #text} writes. A text with further lines is refused: a signature covers them, so they must
     * not get lost.
     */
    public static Optional<Checkpoint> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4) {
            return Optional.empty();
        }
        try {
            Checkpoint read = new Checkpoint(
                    lines[0],
                    Long.parseLong(lines[1]),
                    MerkleHash.of(Base64.getDecoder().decode(lines[2])));
            // Leading zeros, signs and loose base 64 are other spellings, and a spelling is what gets signed.
            return read.text().equals(text) ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
