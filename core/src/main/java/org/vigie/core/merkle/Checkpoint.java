package org.vigie.core.merkle;

import java.util.Base64;

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
}
