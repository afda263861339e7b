package org.vigie.core.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.ConsistencyProof;
import org.vigie.core.merkle.InclusionProof;
import org.vigie.core.merkle.MerkleHash;

/** What a log shows to somebody who has nothing but its public keys: a file that opens without a network. */
public sealed interface LogProof {
    /** Hashes in a proof, at most: one for each digit of the size. */
    int HASHES_MAX = 63;

    /** Characters in a file, at most. */
    int CHARACTERS_MAX = 2 * SignedNote.CHARACTERS_MAX;

    /** The checkpoint in which it ends, with its signatures. They have not been checked. */
    SignedNote note();

    /** The file. */
    String text();

    /**
     * That an entry is in the log: C2SP's {@code tlog-proof}.
     *
     * @param extra what the leaf can be computed from; nobody signed it, so it is believed only as far as it gives that leaf. Null
     *     where the log says nothing of it, as it may: whoever reads the proof then has the entry from elsewhere
     */
    record OfEntry(@Nullable String extra, long index, List<MerkleHash> path, SignedNote note) implements LogProof {
        private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
        private static final String EXTRA = "extra ";

        public OfEntry {
            path = List.copyOf(path);
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(FIRST_LINE + "\n");
            if (extra != null) {
                text.append(EXTRA)
                        .append(Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8)))
                        .append('\n');
            }
            text.append("index ").append(index).append('\n');
            append(text, path);
            return text.append('\n').append(note.whole()).toString();
        }

        /** Whether the leaf stands at the index in the tree of the checkpoint. Signatures are another matter. */
        public boolean holds(MerkleHash leaf) {
            return Checkpoint.parse(note.text())
                    .filter(head -> index < head.size())
                    .map(head -> new InclusionProof(index, head.size(), path).proves(leaf, head.root()))
                    .orElse(false);
        }
    }

    /**
     * That the log grew from an earlier size and was not rewritten: what C2SP's {@code tlog-witness} has a log say to a witness.
     *
     * @param oldSize what the reader has seen already
     */
    record OfGrowth(long oldSize, List<MerkleHash> path, SignedNote note) implements LogProof {
        public OfGrowth {
            path = List.copyOf(path);
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
            append(text, path);
            return text.append('\n').append(note.whole()).toString();
        }

        /** Whether the tree of the checkpoint begins with the one of that root. */
        public boolean holds(MerkleHash oldRoot) {
            return Checkpoint.parse(note.text())
                    .filter(head -> oldSize <= head.size())
                    .map(head -> new ConsistencyProof(oldSize, head.size(), path).proves(oldRoot, head.root()))
                    .orElse(false);
        }
    }

    /** Reads either; empty when it is neither in its one spelling. */
    static Optional<LogProof> parse(String file) {
        int gap = file.indexOf("\n\n");
        if (file.length() > CHARACTERS_MAX || gap < 0) {
            return Optional.empty();
        }
        Optional<SignedNote> note = SignedNote.parse(file.substring(gap + 2));
        try {
            return note.map(signed -> read(file.substring(0, gap).lines().toList(), signed))
                    .filter(read -> read.text().equals(file));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static LogProof read(List<String> lines, SignedNote note) {
        if (lines.getFirst().startsWith("old ")) {
            return new OfGrowth(number(lines.getFirst(), "old "), hashes(lines.subList(1, lines.size())), note);
        }
        String extra = extra(lines.get(1));
        int index = extra == null ? 1 : 2;
        return new OfEntry(
                extra, number(lines.get(index), "index "), hashes(lines.subList(index + 1, lines.size())), note);
    }

    /** Null where the second line is no such line: the format lets a log leave it out. */
    private static @Nullable String extra(String line) {
        return line.startsWith(OfEntry.EXTRA)
                ? new String(Base64.getDecoder().decode(line.substring(OfEntry.EXTRA.length())), StandardCharsets.UTF_8)
                : null;
    }

    private static long number(String line, String word) {
        if (!line.matches(word + "(0|[1-9][0-9]{0,17})")) {
            throw new IllegalArgumentException("not a number of leaves");
        }
        return Long.parseLong(line.substring(word.length()));
    }

    private static List<MerkleHash> hashes(List<String> lines) {
        if (lines.size() > HASHES_MAX) {
            throw new IllegalArgumentException("more hashes than any tree is high");
        }
        List<MerkleHash> hashes = new ArrayList<>();
        lines.forEach(line -> hashes.add(MerkleHash.of(Base64.getDecoder().decode(line))));
        return hashes;
    }

    private static void append(StringBuilder text, List<MerkleHash> path) {
        path.forEach(hash ->
                text.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n'));
    }
}
