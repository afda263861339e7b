package org.vigie.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.TileTree;
import org.vigie.database.AtomicFile;

/**
 * Remembers beside the keys what was signed last, and compares. A log that signs two trees of which neither grew out of the other
 * is worth nothing to those who trust it, so that before each signature the tree must contain the one that was signed last.
 */
class SigningRecord {
    /** Its name in the directory of the keys. */
    static final String FILE = "last-signed";

    private final Path file;

    /**
     * The file in that directory.
     *
     * @param keys where the keys are
     */
    SigningRecord(Path keys) {
        file = keys.resolve(FILE);
    }

    /** Empty when nothing was signed yet. */
    Optional<LastSigned> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return Optional.of(LastSigned.parse(Files.readString(file)).orElseThrow(DamagedRecord::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(LastSigned record) {
        try {
            AtomicFile.writeSecret(file, record.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the tree goes on from what was signed last. Empty when it does. */
    Optional<AuditConflict> conflict(String origin, AuditTree tree) {
        // asked first: another process may sign meanwhile, and the record is written before a note is
        Optional<AuditTree.Signed> note = tree.newest().filter(newest -> newest.signedNote() != null);
        Optional<LastSigned> last;
        try {
            last = read();
        } catch (DamagedRecord e) {
            return Optional.of(new AuditConflict(AuditConflict.Kind.NO_RECORD, 0, tree.size()));
        }
        // asked last: another process may sign meanwhile, and leaves are committed before the record is written
        long size = tree.size();
        if (last.isEmpty()) {
            // checkpoints of older versions are no notes, and were not remembered
            return note.map(newest -> new AuditConflict(AuditConflict.Kind.NO_RECORD, newest.size(), size));
        }
        LastSigned.Head head = last.get().signing();
        if (!last.get().origin().equals(origin)) {
            return Optional.of(new AuditConflict(AuditConflict.Kind.OTHER_NAME, head.size(), size));
        }
        long signed = note.map(AuditTree.Signed::size).orElse(0L);
        if (signed > head.size()) {
            return Optional.of(new AuditConflict(AuditConflict.Kind.ELSEWHERE, head.size(), signed));
        }
        if (head.size() > size) {
            return Optional.of(new AuditConflict(AuditConflict.Kind.BEHIND, head.size(), size));
        }
        return contains(tree.tiles(size), head.size(), head.root())
                ? Optional.empty()
                : Optional.of(new AuditConflict(AuditConflict.Kind.FORK, head.size(), size));
    }

    private static boolean contains(TileTree tree, long size, MerkleHash root) {
        try {
            return tree.root(size).equals(root);
        } catch (TileTree.MissingTile e) {
            return false;
        }
    }

    /** The file says something else than was ever written to it. */
    static final class DamagedRecord extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedRecord() {
            super("the file %s is damaged".formatted(FILE));
        }
    }
}
