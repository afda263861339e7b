package org.vigie.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;
import org.vigie.core.note.SignedNote;
import org.vigie.database.AtomicFile;
import org.vigie.database.FileTree;

/**
 * Writes the log as static files that anybody may have: hashes and commitments, never what an entry says. Files are written once,
 * each at a stroke, and the checkpoint last, so that a run which was killed is simply run again.
 */
@Service
public class TileExportService {
    private final AuditTree tree;
    private final AuditProofService proofs;

    TileExportService(AuditTree tree, AuditProofService proofs) {
        this.tree = tree;
        this.proofs = proofs;
    }

    /** What a run did. */
    public sealed interface Outcome {
        /**
         * The folder holds the log of that size.
         *
         * @param files how many were written
         */
        record Written(long size, long files) implements Outcome {}

        /** Nothing is signed yet. */
        record NothingSigned() implements Outcome {}

        /** The folder holds another log, or a longer one. Nothing was written. */
        record OtherLog(long size) implements Outcome {}
    }

    /** Brings a folder up to the newest checkpoint. */
    public Outcome export(Path folder) throws IOException {
        Optional<SignedNote> newest = proofs.newest();
        if (newest.isEmpty()) {
            return new Outcome.NothingSigned();
        }
        Checkpoint head = Checkpoint.parse(newest.get().text()).orElseThrow();
        Files.createDirectories(folder);
        Optional<Checkpoint> there = new TileFolder(folder).note().flatMap(note -> Checkpoint.parse(note.text()));
        if (there.isPresent() && !isContained(there.get(), head)) {
            return new Outcome.OtherLog(there.get().size());
        }
        long files = 0;
        try (Stream<Tile> tiles = Tile.grown(there.map(Checkpoint::size).orElse(0L), head.size())) {
            for (Tile tile : (Iterable<Tile>) tiles::iterator) {
                files += write(folder.resolve(tile.path()), join(tree.tile(tile)));
                if (tile.level() == 0) {
                    files += write(folder.resolve(tile.entriesPath()), bundle(tree.commitments(tile)));
                }
                dropParts(folder, tile);
            }
        }
        AtomicFile.write(
                folder.resolve(TileFolder.CHECKPOINT), newest.get().whole().getBytes(StandardCharsets.UTF_8));
        return new Outcome.Written(head.size(), files + 1);
    }

    private boolean isContained(Checkpoint there, Checkpoint head) {
        return there.origin().equals(head.origin())
                && there.size() <= head.size()
                && tree.tiles(head.size()).root(there.size()).equals(there.root());
    }

    /** A tile never changes, so that one which is there is left as it is. */
    private static int write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Files.size(file) == content.length) {
            return 0;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, content);
        return 1;
    }

    private static void dropParts(Path folder, Tile tile) throws IOException {
        if (tile.isFull()) {
            for (String path : List.of(tile.path(), tile.entriesPath())) {
                Path parts = folder.resolve(path + ".p");
                if (Files.exists(parts) && (tile.level() == 0 || !path.equals(tile.entriesPath()))) {
                    FileTree.delete(parts);
                }
            }
        }
    }

    private static byte[] join(List<MerkleHash> hashes) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        hashes.forEach(hash -> joined.writeBytes(hash.bytes()));
        return joined.toByteArray();
    }

    /** Each entry with its length before it, in two bytes. */
    private static byte[] bundle(List<byte[]> commitments) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        commitments.forEach(commitment -> {
            bundle.write(commitment.length >> 8);
            bundle.write(commitment.length);
            bundle.writeBytes(commitment);
        });
        return bundle.toByteArray();
    }
}
