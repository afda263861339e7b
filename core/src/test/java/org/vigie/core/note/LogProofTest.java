package org.vigie.core.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.ConsistencyProof;
import org.vigie.core.merkle.InclusionProof;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;

class LogProofTest {
    private static final List<MerkleHash> LEAVES = IntStream.range(0, 11)
            .mapToObj(i -> MerkleHash.ofLeaf(new byte[] {(byte) i}))
            .toList();

    @Test
    void a_proof_of_an_entry_is_read_again_and_holds_for_its_leaf() throws Exception {
        var proof = new LogProof.OfEntry(
                "{\"act\": \"é\"}", 4, InclusionProof.of(4, LEAVES).path(), note(LEAVES));
        LogProof read = LogProof.parse(proof.text()).orElseThrow();
        assertThat(read).isEqualTo(proof);
        assertThat(proof.text()).startsWith("c2sp.org/tlog-proof@v1\nextra eyJhY3QiOiAiw6kifQ==\nindex 4\n");
        assertThat(proof.holds(LEAVES.get(4))).isTrue();
        assertThat(proof.holds(LEAVES.get(5))).isFalse();
        assertThat(new LogProof.OfEntry("", 40, proof.path(), proof.note()).holds(LEAVES.get(4)))
                .isFalse();
    }

    /** The format lets a log leave the line {@code extra} out; an empty one is another file. */
    @Test
    void a_proof_without_extra_is_read_again_and_holds() throws Exception {
        var path = InclusionProof.of(4, LEAVES).path();
        for (String extra : Arrays.asList(null, "")) {
            var proof = new LogProof.OfEntry(extra, 4, path, note(LEAVES));
            assertThat(LogProof.parse(proof.text())).contains(proof);
            assertThat(proof.holds(LEAVES.get(4))).isTrue();
        }
        assertThat(new LogProof.OfEntry(null, 4, path, note(LEAVES)).text())
                .startsWith("c2sp.org/tlog-proof@v1\nindex 4\n");
    }

    @Test
    void a_proof_of_growth_is_read_again_and_holds_for_the_old_root() throws Exception {
        var proof = new LogProof.OfGrowth(6, ConsistencyProof.of(6, LEAVES).path(), note(LEAVES));
        assertThat(LogProof.parse(proof.text())).contains(proof);
        assertThat(proof.text()).startsWith("old 6\n");
        assertThat(proof.holds(root(LEAVES.subList(0, 6)))).isTrue();
        assertThat(proof.holds(root(LEAVES.subList(0, 5)))).isFalse();
        assertThat(new LogProof.OfGrowth(12, proof.path(), proof.note()).holds(root(LEAVES)))
                .isFalse();
    }

    @Test
    void one_changed_character_makes_it_another_file_or_none() throws Exception {
        String file =
                new LogProof.OfEntry("entry", 4, InclusionProof.of(4, LEAVES).path(), note(LEAVES)).text();
        LogProof honest = LogProof.parse(file).orElseThrow();
        int read = 0;
        for (int i = 0; i < file.length(); i++) {
            String changed = file.substring(0, i) + (file.charAt(i) == 'A' ? 'B' : 'A') + file.substring(i + 1);
            var parsed = LogProof.parse(changed);
            read += parsed.isPresent() ? 1 : 0;
            assertThat(parsed).isNotEqualTo(java.util.Optional.of(honest));
        }
        assertThat(read).isPositive();
        for (String broken : List.of(
                "",
                "\n\n",
                file.replace("index 4", "index 04"),
                file.replace("index 4", "index -4"),
                file.replace("extra ", "extra"),
                file.substring(file.indexOf('\n') + 1),
                "old x\n\n" + note(LEAVES).whole(),
                "old 3\n" + "A".repeat(43) + "=\n" + "x\n\n" + note(LEAVES).whole())) {
            assertThat(LogProof.parse(broken)).isEmpty();
        }
    }

    private static SignedNote note(List<MerkleHash> leaves) throws Exception {
        String text = new Checkpoint("log.example/audit", leaves.size(), root(leaves)).text();
        return new SignedNote(
                text,
                List.of(SignedNoteTest.signer("log.example/audit", SignatureType.ED25519)
                        .sign(text, Instant.EPOCH)));
    }

    private static MerkleHash root(List<MerkleHash> leaves) {
        MerkleFrontier tree = MerkleFrontier.empty();
        leaves.forEach(tree::append);
        return tree.root();
    }
}
