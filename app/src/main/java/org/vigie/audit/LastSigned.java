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
 * @param checkpoints how many stand there up to that one, so that none goes missing among them; {@link #UNCOUNTED} where an older
 *     version wrote the file
 */
record LastSigned(
        String origin, long since, Head signing, @Nullable Head signed, long checkpoints) {
    static final long UNCOUNTED = -1;

    private static final String FIRST_LINE = "what the audit log signed last, version 1";

    /** A tree that was signed. */
    record Head(long size, MerkleHash root) {
        private String text() {
            return size + " " + Base64.getEncoder().encodeToString(root.bytes());
        }
    }

    /** The next signature is about to be made. */
    LastSigned signing(Head head) {
        return new LastSigned(origin, since, head, signed, checkpoints);
    }

    /** The signature stands in the database. */
    LastSigned done() {
        return new LastSigned(origin, since, signing, signing, checkpoints == UNCOUNTED ? UNCOUNTED : checkpoints + 1);
    }

    /** Where the process that signed was killed before it could say so: the signature does stand in the database. */
    LastSigned caughtUp(long newest) {
        boolean isBehind = signing.size() == newest && (signed == null || signed.size() < newest);
        return isBehind ? done() : this;
    }

    LastSigned counted(long number) {
        return new LastSigned(origin, since, signing, signed, number);
    }

    String text() {
        List<String> lines =
                new ArrayList<>(List.of(FIRST_LINE, "origin " + origin, "since " + since, "signing " + signing.text()));
        if (signed != null) {
            lines.add("signed " + signed.text());
        }
        if (checkpoints != UNCOUNTED) {
            lines.add("checkpoints " + checkpoints);
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
            boolean isSigned = lines.size() > 4 && lines.get(4).startsWith("signed ");
            int counted = isSigned ? 5 : 4;
            LastSigned read = new LastSigned(
                    after("origin ", lines.get(1)),
                    Long.parseLong(after("since ", lines.get(2))),
                    head(after("signing ", lines.get(3))),
                    isSigned ? head(after("signed ", lines.get(4))) : null,
                    lines.size() > counted ? Long.parseLong(after("checkpoints ", lines.get(counted))) : UNCOUNTED);
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
