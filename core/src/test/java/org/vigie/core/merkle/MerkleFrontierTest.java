package org.vigie.core.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleFrontierTest {
    /** The eight leaves with which implementations of RFC 6962 are commonly tested. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void rootsAreThoseOfRfc6962(int size, String root) {
        MerkleFrontier tree = MerkleFrontier.empty();
        LEAVES.subList(0, size)
                .forEach(leaf -> tree.append(MerkleHash.ofLeaf(HexFormat.of().parseHex(leaf))));

        assertThat(tree.root()).hasToString(root);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 31, 32, 33, 100, 257})
    void growsToTheRootThatTheRecursiveDefinitionGives(int size) {
        List<MerkleHash> leaves = leaves(size);
        MerkleFrontier tree = MerkleFrontier.empty();
        leaves.forEach(tree::append);

        assertThat(tree.root()).isEqualTo(recursive(leaves));
        assertThat(tree.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 64, 99})
    void goesOnFromWhatWasStored(int stored) {
        List<MerkleHash> leaves = leaves(130);
        MerkleFrontier first = MerkleFrontier.empty();
        leaves.subList(0, stored).forEach(first::append);

        MerkleFrontier second = MerkleFrontier.of(first.size(), first.subtrees());
        leaves.subList(stored, leaves.size()).forEach(second::append);

        assertThat(second.root()).isEqualTo(recursive(leaves));
    }

    @Test
    void refusesAStoredEdgeThatDoesNotFitItsSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleFrontier.of(3, leaves(1)));
    }

    @Test
    void aCheckpointIsThreeLines() {
        assertThat(new Checkpoint("vigie.example/audit", 0, MerkleHash.ofNothing()).text())
                .isEqualTo("vigie.example/audit\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    }

    private static List<MerkleHash> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> MerkleHash.ofLeaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** RFC 6962, 2.1: split at the largest power of two below the size. */
    private static MerkleHash recursive(List<MerkleHash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return MerkleHash.ofNode(recursive(leaves.subList(0, split)), recursive(leaves.subList(split, leaves.size())));
    }
}
