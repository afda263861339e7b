package org.vigie.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.SignedNote;

/**
 * A log as files below a folder, as C2SP's {@code tlog-tiles} lays them out. Whoever reads it believes only what the signatures
 * under the checkpoint and the proofs bear out.
 */
public record TileFolder(Path folder) implements TileTree.Source {
    /** The name of the file that says how large the tree is. It is written last. */
    static final String CHECKPOINT = "checkpoint";

    /** The note at its head; empty when there is none. */
    public Optional<SignedNote> note() throws IOException {
        Path file = folder.resolve(CHECKPOINT);
        if (!Files.exists(file) || Files.size(file) > SignedNote.CHARACTERS_MAX) {
            return Optional.empty();
        }
        return SignedNote.parse(Files.readString(file));
    }

    @Override
    public List<MerkleHash> read(Tile tile) {
        try {
            Path file = folder.resolve(tile.path());
            Path full = folder.resolve(new Tile(tile.level(), tile.index(), Tile.WIDTH_FULL).path());
            // a partial tile goes when the full one is there
            Path there = Files.exists(file) ? file : full;
            if (!Files.exists(there) || Files.size(there) > Tile.WIDTH_FULL * MerkleHash.BYTES) {
                throw new TileTree.MissingTile(tile);
            }
            return split(Files.readAllBytes(there));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hashes of a tile; what is left over at its end is dropped. */
    public static List<MerkleHash> split(byte[] tile) {
        List<MerkleHash> hashes = new ArrayList<>();
        for (int from = 0; from + MerkleHash.BYTES <= tile.length; from += MerkleHash.BYTES) {
            hashes.add(MerkleHash.of(Arrays.copyOfRange(tile, from, from + MerkleHash.BYTES)));
        }
        return hashes;
    }
}
