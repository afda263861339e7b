package org.vigie.core.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleProofsTest {
    /** The eight leaves with which implementations of RFC 6962 are commonly tested. */
    private static final List<MerkleHash> KNOWN = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(leaf -> MerkleHash.ofLeaf(HexFormat.of().parseHex(leaf)))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    })
    void the_roots_between_are_the_known_ones_too(int size, String root) {
        assertThat(MerkleFrontier.rootOf(KNOWN.subList(0, size))).hasToString(root);
    }

    @Test
    void paths_in_the_known_tree_are_the_known_ones() {
        List<String> path = List.of(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(InclusionProof.of(0, KNOWN).path())
                .extracting(MerkleHash::toString)
                .isEqualTo(path);
        assertThat(ConsistencyProof.of(1, KNOWN).path())
                .extracting(MerkleHash::toString)
                .isEqualTo(path);
    }

    /** The tree of seven leaves in RFC 9162, 2.1.5, whose paths are spelt out there. */
    @Test
    void the_paths_of_the_standard_s_example_are_found() {
        List<MerkleHash> d = leaves(7);
        MerkleHash g = MerkleHash.ofNode(d.get(0), d.get(1));
        MerkleHash h = MerkleHash.ofNode(d.get(2), d.get(3));
        MerkleHash i = MerkleHash.ofNode(d.get(4), d.get(5));
        MerkleHash k = MerkleHash.ofNode(g, h);
        MerkleHash l = MerkleHash.ofNode(i, d.get(6));
        assertThat(InclusionProof.of(0, d).path()).containsExactly(d.get(1), h, l);
        assertThat(InclusionProof.of(3, d).path()).containsExactly(d.get(2), g, l);
        assertThat(InclusionProof.of(4, d).path()).containsExactly(d.get(5), d.get(6), k);
        assertThat(InclusionProof.of(6, d).path()).containsExactly(i, k);
        assertThat(ConsistencyProof.of(3, d).path()).containsExactly(d.get(2), d.get(3), g, l);
        assertThat(ConsistencyProof.of(4, d).path()).containsExactly(l);
        assertThat(ConsistencyProof.of(6, d).path()).containsExactly(i, d.get(6), k);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 40})
    void every_leaf_of_every_tree_has_a_proof_that_holds_for_it_alone(int size) {
        List<MerkleHash> leaves = leaves(size);
        MerkleHash root = MerkleFrontier.rootOf(leaves);
        for (int index = 0; index < size; index++) {
            InclusionProof proof = InclusionProof.of(index, leaves);
            for (int other = 0; other < size; other++) {
                assertThat(proof.proves(leaves.get(other), root)).isEqualTo(other == index);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 40})
    void every_tree_is_consistent_with_each_it_grew_from(int size) {
        List<MerkleHash> leaves = leaves(size);
        MerkleHash root = MerkleFrontier.rootOf(leaves);
        for (int old = 0; old <= size; old++) {
            MerkleHash oldRoot = MerkleFrontier.rootOf(leaves.subList(0, old));
            ConsistencyProof proof = ConsistencyProof.of(old, leaves);
            assertThat(proof.proves(oldRoot, root)).as("%d to %d", old, size).isTrue();
            assertThat(proof.proves(MerkleHash.ofLeaf(new byte[1]), root)).isFalse();
            assertThat(old > 0 && proof.proves(oldRoot, MerkleHash.ofLeaf(new byte[1])))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void a_changed_path_proves_nothing(
            @ForAll @IntRange(min = 2, max = 64) int size, @ForAll @IntRange(max = 1_000) int choice) {
        List<MerkleHash> leaves = leaves(size);
        MerkleHash root = MerkleFrontier.rootOf(leaves);
        int index = choice % size;
        InclusionProof inclusion = InclusionProof.of(index, leaves);
        for (List<MerkleHash> path : changed(inclusion.path(), choice)) {
            assertThat(new InclusionProof(index, size, path).proves(leaves.get(index), root))
                    .isFalse();
        }
        int old = 1 + choice % (size - 1);
        ConsistencyProof consistency = ConsistencyProof.of(old, leaves);
        MerkleHash oldRoot = MerkleFrontier.rootOf(leaves.subList(0, old));
        for (List<MerkleHash> path : changed(consistency.path(), choice)) {
            assertThat(new ConsistencyProof(old, size, path).proves(oldRoot, root))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void a_rewritten_log_is_not_consistent(
            @ForAll @IntRange(min = 1, max = 40) int old,
            @ForAll @IntRange(min = 1, max = 40) int more,
            @ForAll @IntRange(max = 1_000) int choice) {
        List<MerkleHash> honest = leaves(old + more);
        List<MerkleHash> rewritten = new ArrayList<>(honest);
        rewritten.set(choice % old, MerkleHash.ofLeaf(new byte[] {1, 2, 3}));
        MerkleHash oldRoot = MerkleFrontier.rootOf(honest.subList(0, old));
        MerkleHash newRoot = MerkleFrontier.rootOf(rewritten);
        assertThat(ConsistencyProof.of(old, rewritten).proves(oldRoot, newRoot)).isFalse();
        assertThat(ConsistencyProof.of(old, honest).proves(oldRoot, newRoot)).isFalse();
        // evidence is what leads to the root that was signed, and only that
        assertThat(ConsistencyProof.of(old, honest).oldRootWithin(newRoot)).isEmpty();
        assertThat(ConsistencyProof.of(old, rewritten).oldRootWithin(newRoot))
                .isEqualTo(
                        Integer.bitCount(old) == 1 || old == rewritten.size()
                                ? Optional.empty()
                                : Optional.of(MerkleFrontier.rootOf(rewritten.subList(0, old))));
    }

    @Test
    void proofs_about_no_tree_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(1, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsistencyProof(2, 1, List.of()));
        assertThat(new ConsistencyProof(3, 5, List.of()).proves(KNOWN.get(0), KNOWN.get(1)))
                .isFalse();
    }

    @Test
    void a_checkpoint_is_read_in_its_one_spelling() {
        Checkpoint checkpoint = new Checkpoint("vigie.example/audit", 8, MerkleFrontier.rootOf(KNOWN));
        String text = checkpoint.text();
        assertThat(Checkpoint.parse(text)).contains(checkpoint);
        for (String other : List.of(
                "",
                text + "more\n",
                text.substring(0, text.length() - 1),
                text.replace("\n8\n", "\n08\n"),
                text.replace("\n8\n", "\n+8\n"),
                text.replace("\n8\n", "\n-8\n"),
                text.replace("\n8\n", "\nx\n"),
                text.replace("=\n", "\n"),
                text.replace("vigie", "vi+gie"),
                text.replace("vigie.example/audit", ""))) {
            assertThat(Checkpoint.parse(other)).as(other).isEmpty();
        }
    }

    private static List<List<MerkleHash>> changed(List<MerkleHash> path, int choice) {
        MerkleHash foreign = MerkleHash.ofLeaf(new byte[] {9});
        List<MerkleHash> longer = new ArrayList<>(path);
        longer.add(foreign);
        List<MerkleHash> replaced = new ArrayList<>(path);
        replaced.set(choice % path.size(), foreign);
        return List.of(longer, replaced, path.subList(1, path.size()), path.subList(0, path.size() - 1));
    }

    private static List<MerkleHash> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> MerkleHash.ofLeaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
