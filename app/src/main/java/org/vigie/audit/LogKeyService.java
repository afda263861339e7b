package org.vigie.audit;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignatureType;
import org.vigie.core.note.SignedNote;
import org.vigie.seal.CheckpointKey;
import org.vigie.seal.CheckpointRotationService;

/** Changes the keys that sign the log, and keeps the public halves of those of before with the checkpoints for which they count. */
@Service
public class LogKeyService {
    /** Of a signature without what Tink puts before it. */
    private static final int ED25519_BYTES = 64;

    private final AuditTree tree;
    private final LogKeys keys;
    private final SigningRecord record;
    private final CheckpointRotationService rotation;
    private final AuditService audit;
    private final AuditSettings settings;

    LogKeyService(
            AuditTree tree,
            LogKeys keys,
            SigningRecord record,
            CheckpointRotationService rotation,
            AuditService audit,
            AuditSettings settings) {
        this.tree = tree;
        this.keys = keys;
        this.record = record;
        this.rotation = rotation;
        this.audit = audit;
        this.settings = settings;
    }

    /** What became of a change of keys. */
    public enum Outcome {
        /** Fresh keys sign from the next checkpoint on. */
        CHANGED,
        /** The database is not the one that was signed last, so that nothing is signed at all. */
        IN_CONFLICT
    }

    /**
     * Fresh keys. While it lasts nothing is signed; a crash amid it leaves keys that sign, old or new, and the public halves of all.
     */
    @Transactional
    public Outcome rotate(AuditActor by) {
        tree.awaitLock();
        if (record.conflict(settings.origin(), tree).isPresent()) {
            return Outcome.IN_CONFLICT;
        }
        settle(by); // else keys that never were in the file would be unknown once they are gone
        rotation.markRetired();
        rotation.replace();
        settle(by);
        return Outcome.CHANGED;
    }

    /**
     * Takes up which keys sign now, and writes to the log when they are others than before: replaced by a person, or made anew after
     * a loss. Whoever calls it holds the lock of the tree.
     */
    @Transactional
    public void settle(AuditActor by) {
        long size = tree.newest().map(AuditTree.Signed::size).orElse(0L);
        if (keys.settle(size)) {
            Map<String, String> facts = new TreeMap<>(Map.of("size", String.valueOf(size)));
            keys.publicKeys().forEach(key -> facts.put(key.type().algorithm(), "%08x".formatted(key.id())));
            audit.record(new AuditAct("audit.keys-changed", by, List.of(), facts));
        }
    }

    /** What became of keys that somebody brought. */
    public enum Adoption {
        /** They count for the checkpoints up to the one that was named. */
        ADOPTED,
        /** All of them are known already. */
        KNOWN,
        /** There is no such checkpoint, or it is not signed by each of them. */
        NOT_SIGNED
    }

    /**
     * Believes keys that signed this log before its file of public keys was there, or that went with it: a witness has them. Whoever
     * brings them vouches for them.
     *
     * @param former keys by which others checked this log
     * @param until the largest checkpoint that they signed
     */
    @Transactional
    public Adoption adopt(List<NoteKey> former, long until, AuditActor by) {
        tree.awaitLock();
        List<LogKey> known = keys.all();
        List<NoteKey> fresh = former.stream()
                .filter(key -> known.stream()
                        .noneMatch(one -> one.named(settings.origin()).equals(key)))
                .toList();
        if (fresh.isEmpty()) {
            return Adoption.KNOWN;
        }
        Optional<AuditTree.Signed> head = tree.ofSize(until);
        Optional<SignedNote> note =
                head.flatMap(found -> Optional.ofNullable(found.signedNote())).flatMap(SignedNote::parse);
        if (note.isEmpty() || !fresh.stream().allMatch(key -> key.judge(note.get()) == NoteKey.Judgement.SIGNED)) {
            return Adoption.NOT_SIGNED;
        }
        keys.adopt(fresh.stream()
                .map(key -> new LogKey(half(key, head.get().signature()), 0, until))
                .toList());
        fresh.forEach(key -> audit.record(new AuditAct(
                "audit.key-adopted", by, List.of(), Map.of("key", key.toString(), "until", String.valueOf(until)))));
        return Adoption.ADOPTED;
    }

    /** The mark before Tink's signatures is not part of a public key; the signature that is kept beside the note has it. */
    private static CheckpointKey.Half half(NoteKey key, byte[] signature) {
        int mark = key.type() == SignatureType.ED25519 ? Math.max(0, signature.length - ED25519_BYTES) : 0;
        return new CheckpointKey.Half(
                key.type(),
                HexFormat.of().formatHex(signature, 0, mark),
                Base64.getEncoder().encodeToString(key.bytes()));
    }

    /** A key of before, and the largest checkpoint for which it counts. */
    public record Former(NoteKey key, long until) {}

    /** Keys that sign no more, the oldest first. */
    public List<Former> former() {
        return keys.all().stream()
                .filter(one -> !one.isInUse())
                .map(one -> new Former(one.named(settings.origin()), one.until()))
                .toList();
    }
}
