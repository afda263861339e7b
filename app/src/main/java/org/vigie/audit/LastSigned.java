package org.vigie.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.merkle.MerkleHash;

/**
 * What the log signed last, as a file beside the keys remembers it, out of reach of whoever changes or restores the database.
 *
 * @param origin the log's name
 * @param since from which size on checkpoints are signed notes
 * @param signing what a signature was or is being made for: once it may exist, the log is bound to it
 * @param signed the last checkpoint that is known to stand in the database; null before the first
 */
record LastSigned(
        String origin, long since, Head signing, @Nullable Head signed) {
    private static final String FIRST_LINE = "what the audit log signed last, version 1";

    /** A tree that was signed. */
    record Head(long size, MerkleHash root) {
        private String text() {
            return size + " " + Base64.getEncoder().encodeToString(root.bytes());
        }
    }

    /** The next signature is about to be made. */
    LastSigned signing(Head head) {
        return new LastSigned(origin, since, head, signed);
    }

    /** The signature stands in the database. */
    LastSigned done() {
        return new LastSigned(origin, since, signing, signing);
    }

    String text() {
        List<String> lines =
                new ArrayList<>(List.of(FIRST_LINE, "origin " + origin, "since " + since, "signing " + signing.text()));
        if (signed != null) {
            lines.add("signed " + signed.text());
        }
        return String.join("\n", lines) + "\n";
    }

    /** Reads what {@link #text} wrote, and nothing else. */
    static Optional<LastSigned> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 4 || !lines.getFirst().equals(FIRST_LINE)) {
            return Optional.empty();
        }
        try {
            LastSigned read = new LastSigned(
                    after("origin ", lines.get(1)),
                    Long.parseLong(after("since ", lines.get(2))),
                    head(after("signing ", lines.get(3))),
                    lines.size() > 4 ? head(after("signed ", lines.get(4))) : null);
            return read.text().equals(text) ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException("not a line of " + word.strip());
        }
        return line.substring(word.length());
    }

    private static Head head(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a head");
        }
        return new Head(
                Long.parseLong(parts[0]), MerkleHash.of(Base64.getDecoder().decode(parts[1])));
    }
}
