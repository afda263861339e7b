package org.vigie.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import tools.jackson.databind.json.JsonMapper;

/** Opens proofs with nothing but public keys: no database, no network. */
public final class ProofReader {
    private final List<NoteKey> logs;
    private final List<NoteKey> witnesses;
    private final JsonMapper json = new JsonMapper();

    /**
     * A reader who trusts these.
     *
     * @param logs the keys of the log
     * @param witnesses keys of witnesses; may be empty
     */
    public ProofReader(List<NoteKey> logs, List<NoteKey> witnesses) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
    }

    /** Who cosigned the checkpoint, and when. */
    public record Cosigned(String witness, Instant at) {}

    /** What a file proves. */
    public sealed interface Finding {
        /**
         * The entry is in the log.
         *
         * @param text the entry as JSON, with its salt
         */
        record InLog(String text, long index, Checkpoint head, List<Cosigned> cosigned) implements Finding {
            /** Without the entry. */
            @Override
            public String toString() {
                return "InLog[" + index + "]";
            }
        }

        /** The log only grew. */
        record Grew(long from, Checkpoint head, List<Cosigned> cosigned) implements Finding {}

        /** It proves nothing. */
        record Nothing(Reason reason) implements Finding {}
    }

    /** Why a file proves nothing. */
    public enum Reason {
        /** It is no proof. */
        NO_PROOF,
        /** The log's signatures are missing or false, or a cosignature is. */
        NOT_SIGNED,
        /** It does not say what the entry says, or that is no entry. */
        NO_ENTRY,
        /** The hashes do not lead to the signed root. */
        DOES_NOT_HOLD,
        /** How a log grew can only be judged with the checkpoint from before. */
        NO_EARLIER_CHECKPOINT
    }

    /**
     * Opens a file.
     *
     * @param earlier for a proof of growth: the checkpoint that the reader kept
     */
    public Finding open(String file, @Nullable SignedNote earlier) {
        Optional<LogProof> read = LogProof.parse(file);
        if (read.isEmpty()) {
            return new Finding.Nothing(Reason.NO_PROOF);
        }
        LogProof proof = read.get();
        Optional<Checkpoint> head = Checkpoint.parse(proof.note().text());
        if (head.isEmpty() || !isTrusted(proof.note(), head.get())) {
            return new Finding.Nothing(Reason.NOT_SIGNED);
        }
        return switch (proof) {
            case LogProof.OfEntry entry -> entry(entry, head.get());
            case LogProof.OfGrowth growth -> growth(growth, head.get(), earlier);
        };
    }

    private Finding entry(LogProof.OfEntry proof, Checkpoint head) {
        String said = proof.extra();
        Optional<AuditEntry> entry = said == null
                ? Optional.empty()
                : EntryText.parse(said, json).flatMap(text -> Optional.ofNullable(text.entry()));
        if (said == null || entry.isEmpty()) {
            return new Finding.Nothing(Reason.NO_ENTRY);
        }
        return proof.holds(MerkleHash.ofLeaf(entry.get().commitment()))
                ? new Finding.InLog(said, proof.index(), head, cosigned(proof.note()))
                : new Finding.Nothing(Reason.DOES_NOT_HOLD);
    }

    private Finding growth(LogProof.OfGrowth proof, Checkpoint head, @Nullable SignedNote earlier) {
        Optional<Checkpoint> old = Optional.ofNullable(earlier).flatMap(note -> Checkpoint.parse(note.text()));
        if (earlier == null || old.isEmpty()) {
            return new Finding.Nothing(Reason.NO_EARLIER_CHECKPOINT);
        }
        if (!isTrusted(earlier, old.get())) {
            return new Finding.Nothing(Reason.NOT_SIGNED);
        }
        boolean holds = old.get().origin().equals(head.origin())
                && old.get().size() == proof.oldSize()
                && proof.holds(old.get().root());
        return holds
                ? new Finding.Grew(proof.oldSize(), head, cosigned(proof.note()))
                : new Finding.Nothing(Reason.DOES_NOT_HOLD);
    }

    private boolean isTrusted(SignedNote note, Checkpoint head) {
        List<NoteKey> keys =
                logs.stream().filter(key -> key.name().equals(head.origin())).toList();
        return NoteKey.isSigned(note, keys)
                && witnesses.stream().noneMatch(key -> key.judge(note) == NoteKey.Judgement.FALSE);
    }

    private List<Cosigned> cosigned(SignedNote note) {
        return note.signatures().stream()
                .filter(line -> witnesses.stream()
                        .anyMatch(key -> key.isNamedBy(line) && key.judge(note) == NoteKey.Judgement.SIGNED))
                .map(line -> new Cosigned(line.name(), line.time()))
                .toList();
    }
}
