package org.vigie.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.ConsistencyProof;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignedNote;
import org.vigie.database.AtomicFile;

/**
 * A second organisation that remembers how a log looked and signs that it only grew. It needs nothing of the log but its public
 * keys, and has no database: one small file holds what it has seen, and is on disk before a signature leaves.
 */
public final class Witness {
    private final Path state;
    private final List<NoteSigner> signers;
    private final List<NoteKey> logs;

    /**
     * A witness with its memory.
     *
     * @param state the file of what it has seen; made when it is not there
     * @param signers its own keys, with a time each
     * @param logs the keys of the logs it follows
     */
    public Witness(Path state, List<NoteSigner> signers, List<NoteKey> logs) {
        this.state = state;
        this.signers = List.copyOf(signers);
        this.logs = List.copyOf(logs);
    }

    /**
     * What somebody shows of how a log grew. It is believed as far as it leads to a root that the log signed, and no further: files
     * that were damaged on their way, or changed, tell nothing of the log.
     *
     * @param oldRoot the root of the earlier size in what is shown; empty where only a path is
     */
    public record Shown(ConsistencyProof proof, Optional<MerkleHash> oldRoot) {
        /** What tiles show. */
        public static Shown of(TileTree tiles, long oldSize) {
            return new Shown(tiles.consistency(oldSize), Optional.of(tiles.root(oldSize)));
        }

        /** The root that the tree of this head had at the earlier size; empty when that is not shown. */
        private Optional<MerkleHash> oldRootWithin(long oldSize, Checkpoint head) {
            if (proof.oldSize() != oldSize || proof.newSize() != head.size()) {
                return Optional.empty();
            }
            return oldRoot.filter(root -> proof.proves(root, head.root())).or(() -> proof.oldRootWithin(head.root()));
        }
    }

    /** Shows how the log grew from an earlier size; empty when nobody can. */
    @FunctionalInterface
    public interface Growth {
        Optional<Shown> from(long oldSize) throws IOException;
    }

    /** Whether a witness knows the log that it looks at. */
    public enum Look {
        /** It has seen it before, and compares. */
        AGAIN,
        /** It begins with it, and takes it as it is. A person says so: a memory that was lost looks the same. */
        FIRST
    }

    /** What a witness answers. */
    public sealed interface Answer {
        /**
         * The log goes on from what was seen.
         *
         * @param note with the witness's signatures under it
         * @param before how many leaves had been seen; empty for a log that is new
         */
        record Cosigned(SignedNote note, Optional<Long> before) implements Answer {}

        /**
         * Nothing was signed and nothing remembered.
         *
         * @param before how many leaves had been seen
         * @param now how many this note states
         */
        record Refused(Reason reason, long before, long now) implements Answer {}
    }

    /** Why a witness does not sign. */
    public enum Reason {
        /** It is no checkpoint. */
        NO_CHECKPOINT,
        /** The log is not one that this witness follows, or did not sign it with each kind of its keys. */
        NOT_SIGNED,
        /** It is smaller than what was seen: the log was rolled back. */
        ROLLBACK,
        /** Of the same size as what was seen, but other leaves: the log shows different people different histories. */
        FORK,
        /** This witness has no memory of that log: its state is another file than it was, or an old one. */
        NEVER_SEEN,
        /** It was to begin with a log that it knows. */
        SEEN_BEFORE,
        /** It is larger, and nothing shows that it grew out of what was seen: what was shown does not lead to what was signed. */
        NO_PROOF,
        /** What was shown leads to what was signed, and not to what was seen: the log was rewritten. */
        REWRITTEN
    }

    /** Looks at a note, and signs it when the log only grew. One process at a time on one state file. */
    public Answer look(SignedNote note, Growth growth, Look look, Instant now) throws IOException {
        Optional<Checkpoint> read = Checkpoint.parse(note.text());
        if (read.isEmpty()) {
            return new Answer.Refused(Reason.NO_CHECKPOINT, 0, 0);
        }
        Checkpoint head = read.get();
        List<NoteKey> keys =
                logs.stream().filter(key -> key.name().equals(head.origin())).toList();
        if (!NoteKey.isSigned(note, keys)) {
            return new Answer.Refused(Reason.NOT_SIGNED, 0, head.size());
        }
        Path lockFile = state.resolveSibling(state.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            WitnessState seen = read(state);
            Optional<Checkpoint> before = Optional.ofNullable(seen.heads().get(head.origin()));
            Optional<Reason> refusal = judge(before, head, growth, look);
            if (refusal.isPresent()) {
                return new Answer.Refused(
                        refusal.get(), before.map(Checkpoint::size).orElse(0L), head.size());
            }
            if (!before.equals(read)) {
                AtomicFile.writeSecret(state, seen.with(head).text());
            }
            var lines = signers.stream().map(one -> one.sign(note.text(), now)).toList();
            return new Answer.Cosigned(note.with(lines), before.map(Checkpoint::size));
        }
    }

    /**
     * What a state file says; nothing seen where there is none.
     *
     * @throws IOException when it is damaged: a witness that forgot must not sign as if it had seen nothing
     */
    public static WitnessState read(Path state) throws IOException {
        if (!Files.exists(state)) {
            return WitnessState.empty();
        }
        return WitnessState.parse(Files.readString(state))
                .orElseThrow(() -> new IOException("the state of the witness is damaged: " + state));
    }

    private static Optional<Reason> judge(Optional<Checkpoint> before, Checkpoint head, Growth growth, Look look)
            throws IOException {
        if (head.size() == 0 && !head.root().equals(MerkleHash.ofNothing())) {
            return Optional.of(Reason.NO_CHECKPOINT);
        }
        if (before.isEmpty()) {
            return look == Look.FIRST ? Optional.empty() : Optional.of(Reason.NEVER_SEEN);
        }
        if (look == Look.FIRST) {
            return Optional.of(Reason.SEEN_BEFORE);
        }
        Checkpoint old = before.get();
        if (head.size() < old.size()) {
            return Optional.of(Reason.ROLLBACK);
        }
        if (head.size() == old.size()) {
            return head.root().equals(old.root()) ? Optional.empty() : Optional.of(Reason.FORK);
        }
        Optional<Shown> shown;
        try {
            shown = growth.from(old.size());
        } catch (TileTree.MissingTile e) {
            shown = Optional.empty();
        }
        if (shown.isEmpty()) {
            return Optional.of(Reason.NO_PROOF);
        }
        if (shown.get().proof().newSize() == head.size()
                && shown.get().proof().oldSize() == old.size()
                && shown.get().proof().proves(old.root(), head.root())) {
            return Optional.empty();
        }
        return shown.get()
                .oldRootWithin(old.size(), head)
                .filter(root -> !root.equals(old.root()))
                .map(root -> Reason.REWRITTEN)
                .or(() -> Optional.of(Reason.NO_PROOF));
    }

    /** How what two witnesses have seen of one log compares. */
    public enum Comparison {
        /** One grew out of the other. */
        SAME_LOG,
        /** The log showed them different histories. */
        FORKED,
        /** Of different sizes, and nothing that leads to a signed root shows how one grew out of the other. */
        NOT_SHOWN
    }

    /**
     * Compares what two witnesses have seen of each log that both follow.
     *
     * @param growth from one size to another; asked only where the sizes differ
     * @param served heads that logs signed and serve with their files; may be empty, and then a log that goes on showing the shorter
     *     of two histories is not found out
     */
    public static Map<String, Comparison> compare(
            WitnessState one, WitnessState other, GrowthBetween growth, List<Checkpoint> served) throws IOException {
        var found = new java.util.TreeMap<String, Comparison>();
        for (Checkpoint mine : one.heads().values()) {
            Checkpoint theirs = other.heads().get(mine.origin());
            if (theirs != null) {
                boolean isSmaller = mine.size() <= theirs.size();
                found.put(mine.origin(), compare(isSmaller ? mine : theirs, isSmaller ? theirs : mine, growth, served));
            }
        }
        return found;
    }

    /** Shows how a log grew between two sizes; empty when nobody can. */
    @FunctionalInterface
    public interface GrowthBetween {
        Optional<Shown> between(long oldSize, long newSize) throws IOException;
    }

    private static Comparison compare(
            Checkpoint smaller, Checkpoint larger, GrowthBetween growth, List<Checkpoint> served) throws IOException {
        if (smaller.size() == larger.size()) {
            return smaller.root().equals(larger.root()) ? Comparison.SAME_LOG : Comparison.FORKED;
        }
        Optional<MerkleHash> then = rootWithin(larger, smaller.size(), growth);
        if (then.isPresent()) {
            return then.get().equals(smaller.root()) ? Comparison.SAME_LOG : Comparison.FORKED;
        }
        for (Checkpoint head : served) {
            if (head.origin().equals(larger.origin()) && head.size() > larger.size()) {
                Optional<MerkleHash> one = rootWithin(head, smaller.size(), growth);
                Optional<MerkleHash> other = rootWithin(head, larger.size(), growth);
                if (one.isPresent() && other.isPresent()) {
                    return one.get().equals(smaller.root()) && other.get().equals(larger.root())
                            ? Comparison.SAME_LOG
                            : Comparison.FORKED;
                }
            }
        }
        return Comparison.NOT_SHOWN;
    }

    private static Optional<MerkleHash> rootWithin(Checkpoint head, long size, GrowthBetween growth)
            throws IOException {
        try {
            return growth.between(size, head.size()).flatMap(shown -> shown.oldRootWithin(size, head));
        } catch (TileTree.MissingTile e) {
            return Optional.empty();
        }
    }
}
