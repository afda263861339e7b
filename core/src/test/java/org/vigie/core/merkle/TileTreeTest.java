package org.vigie.core.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTreeTest {
    private static final int MOST = 70_000;
    private static final List<MerkleHash> LEAVES = IntStream.range(0, MOST)
            .mapToObj(i -> MerkleHash.ofLeaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
            .toList();
    private static final List<List<MerkleHash>> LEVELS = levels();

    /** As C2SP's tlog-tiles spells them out. */
    @ParameterizedTest
    @CsvSource({"0, 1234067, 256, tile/0/x001/x234/067", "1, 0, 17, tile/1/000.p/17", "2, 1000, 1, tile/2/x001/000.p/1"
    })
    void tiles_lie_where_the_specification_has_them(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);
        assertThat(tile.path()).isEqualTo(path);
        assertThat(tile.entriesPath()).isEqualTo(path.replaceFirst("tile/\\d+/", "tile/entries/"));
    }

    /** The example of 70,000 leaves in the same place. */
    @Test
    void a_tree_has_the_tiles_of_the_specification_s_example() {
        List<Tile> tiles = Tile.grown(0, 70_000).toList();
        assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.isFull()))
                .hasSize(273);
        assertThat(tiles.stream().filter(tile -> !tile.isFull()).map(Tile::path))
                .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
        assertThat(Tile.grown(0, 256).map(Tile::path)).containsExactly("tile/0/000", "tile/1/000.p/1");
        assertThat(Tile.grown(256, 256)).isEmpty();
        assertThat(Tile.grown(255, 257).map(Tile::path))
                .containsExactly("tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 255, 256, 257, 511, 512, 1000, 4095, 65_535, 65_536, 65_537, 70_000})
    void proofs_from_tiles_are_those_from_all_leaves(int size) {
        var tree = new TileTree(TileTreeTest::tile, size);
        List<MerkleHash> leaves = LEAVES.subList(0, size);
        MerkleHash root = MerkleFrontier.rootOf(leaves);
        assertThat(tree.root(size)).isEqualTo(root);
        assertThat(tree.frontier(size).subtrees()).isEqualTo(frontier(size).subtrees());
        var random = new Random(size);
        for (int i = 0; i < 8; i++) {
            int index = i == 0 ? 0 : i == 1 ? size - 1 : random.nextInt(size);
            InclusionProof proof = tree.inclusion(index);
            assertThat(proof.proves(LEAVES.get(index), root)).isTrue();
            assertThat(proof.path()).hasSizeLessThanOrEqualTo(17);
            int old = i == 0 ? size : 1 + random.nextInt(size);
            MerkleHash oldRoot = MerkleFrontier.rootOf(LEAVES.subList(0, old));
            assertThat(tree.consistency(old).proves(oldRoot, root)).isTrue();
            assertThat(tree.root(old)).isEqualTo(oldRoot);
            assertThat(tree.frontier(old).root()).isEqualTo(oldRoot);
        }
        if (size <= 1000) {
            assertThat(tree.inclusion(size / 3)).isEqualTo(InclusionProof.of(size / 3, leaves));
            assertThat(tree.consistency(size / 3)).isEqualTo(ConsistencyProof.of(size / 3, leaves));
        }
    }

    @Test
    void a_proof_reads_two_tiles_of_each_level_at_most() {
        var reads = new AtomicInteger();
        var tree = new TileTree(
                tile -> {
                    reads.incrementAndGet();
                    return tile(tile);
                },
                MOST);
        tree.inclusion(12_345);
        assertThat(reads).hasValueLessThanOrEqualTo(6);
    }

    @Test
    void a_tile_that_is_gone_or_cut_off_is_said_to_be() {
        var tree = new TileTree(tile -> tile(tile).subList(0, Math.min(100, tile.width())), 1000);
        assertThatExceptionOfType(TileTree.MissingTile.class)
                .isThrownBy(() -> tree.root(1000))
                .withMessageContaining("tile/");
        assertThatIllegalArgumentException().isThrownBy(() -> tree.root(1001));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.inclusion(1000));
    }

    private static List<MerkleHash> tile(Tile tile) {
        return LEVELS.get(tile.level()).subList((int) tile.first(), (int) tile.first() + tile.width());
    }

    private static MerkleFrontier frontier(int size) {
        MerkleFrontier tree = MerkleFrontier.empty();
        LEAVES.subList(0, size).forEach(tree::append);
        return tree;
    }

    private static List<List<MerkleHash>> levels() {
        List<List<MerkleHash>> levels = new ArrayList<>(List.of(LEAVES));
        while (levels.getLast().size() >= Tile.WIDTH_FULL) {
            List<MerkleHash> below = levels.getLast();
            levels.add(IntStream.range(0, below.size() / Tile.WIDTH_FULL)
                    .mapToObj(i -> MerkleFrontier.rootOf(below.subList(i * 256, i * 256 + 256)))
                    .toList());
        }
        return levels;
    }
}
