package org.vigie.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditVerification.Faults;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.SignatureType;
import org.vigie.core.note.SignedNote;
import org.vigie.database.Sql;

/** Each checkpoint states the tree that was recomputed and bears our signatures, and its cosignatures are of known witnesses. */
final class NoteCheck {
    private final String origin;
    private final List<LogKey> keys;
    private final List<NoteKey> witnesses;
    private final ExpectedHeads expected;
    private final Faults faults;
    private Instant before = Instant.MIN;

    NoteCheck(String origin, LogKeys keys, List<NoteKey> witnesses, ExpectedHeads expected, Faults faults) {
        this.origin = origin;
        this.keys = read(keys, faults);
        this.witnesses = witnesses;
        this.expected = expected;
        this.faults = faults;
    }

    private static List<LogKey> read(LogKeys keys, Faults faults) {
        try {
            return keys.all();
        } catch (LogKeys.DamagedKeys e) {
            faults.add("the file keys/%s is damaged".formatted(LogKeys.FILE));
            return keys.ofNow();
        }
    }

    void checkpoint(ResultSet row, MerkleFrontier tree) throws SQLException {
        long size = tree.size();
        String note = row.getString("note");
        if (!MerkleHash.of(row.getBytes("root")).equals(tree.root())
                || !note.equals(new Checkpoint(origin, size, tree.root()).text())
                || !Arrays.equals(tree.edge(), row.getBytes("edge"))) {
            faults.add("the checkpoint of size %d does not fit the tree".formatted(size));
        }
        if (!isOurs(row.getBytes("signature"), note, size)) {
            faults.add("the checkpoint of size %d is not signed by this installation's key".formatted(size));
        }
        Instant at = Sql.at(row, "at");
        if (at.isBefore(before)) {
            faults.add("the checkpoint of size %d is older than the one before it".formatted(size));
        }
        before = at;
        signedNote(row.getString("signed_note"), note, size, at);
    }

    private void signedNote(@Nullable String whole, String note, long size, Instant at) {
        if (whole == null) {
            if (expected.isNote(size)) {
                faults.add("the checkpoint of size %d has lost its note".formatted(size));
            }
            return;
        }
        expected.note();
        Optional<SignedNote> read =
                SignedNote.parse(whole).filter(one -> one.whole().equals(whole));
        if (read.isEmpty() || !read.get().text().equals(note) || !isSignedByUs(read.get(), size)) {
            faults.add("the note of size %d does not bear both signatures of this installation".formatted(size));
        } else if (time(read.get(), size) != at.getEpochSecond()) {
            faults.add("the checkpoint of size %d was signed at another time than it says".formatted(size));
        }
    }

    /** The keys that signed checkpoints of that size. */
    private List<NoteKey> ours(long size) {
        return keys.stream()
                .filter(one -> one.isOf(size))
                .map(one -> one.named(origin))
                .toList();
    }

    /** By Ed25519, as it is kept beside the note. */
    private boolean isOurs(byte[] signature, String note, long size) {
        return note.endsWith("\n")
                && keys.stream()
                        .filter(one -> one.isOf(size))
                        .anyMatch(one -> one.signature(origin, signature)
                                .map(line -> one.named(origin).judge(new SignedNote(note, List.of(line))))
                                .filter(NoteKey.Judgement.SIGNED::equals)
                                .isPresent());
    }

    /** By a key of each kind, and by nobody else. */
    private boolean isSignedByUs(SignedNote note, long size) {
        Set<SignatureType> types = ours(size).stream()
                .filter(one -> one.judge(note) == NoteKey.Judgement.SIGNED)
                .map(NoteKey::type)
                .collect(Collectors.toSet());
        return note.signatures().size() == 2 && types.size() == 2;
    }

    private long time(SignedNote note, long size) {
        List<NoteKey> ours = ours(size);
        return note.signatures().stream()
                .filter(one -> ours.stream()
                        .anyMatch(known -> known.type() == SignatureType.ML_DSA_44 && known.isNamedBy(one)))
                .map(NoteSignature::time)
                .findFirst()
                .orElse(Instant.EPOCH)
                .getEpochSecond();
    }

    void cosignature(ResultSet row) throws SQLException {
        long size = row.getLong("size");
        String note = row.getString("note");
        if (note == null) {
            faults.add("the checkpoint of size %d is gone, and a cosignature of it is still there".formatted(size));
            return;
        }
        var stored = new CosignatureLine(
                row.getString("witness"), row.getInt("key_id"), Sql.at(row, "at"), row.getString("line"));
        if (!stored.isSound(note, witnesses)) {
            faults.add("the checkpoint of size %d has a cosignature that no known witness made".formatted(size));
        }
    }
}
