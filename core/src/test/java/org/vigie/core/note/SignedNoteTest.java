package org.vigie.core.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleHash;

class SignedNoteTest {
    private static final Instant AT = Instant.ofEpochSecond(1_679_315_147);
    private static final String TEXT = new Checkpoint("log.example/audit", 7, MerkleHash.ofLeaf(new byte[] {7})).text();

    /** The example of C2SP's signed-note, 2026. */
    @Test
    void the_example_of_the_specification_is_signed() {
        NoteKey key = NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
                .orElseThrow();
        SignedNote note = SignedNote.parse("""
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """).orElseThrow();
        assertThat(key.judge(note)).isEqualTo(NoteKey.Judgement.SIGNED);
        assertThat(key.judge(new SignedNote("This is another message.\n", note.signatures())))
                .isEqualTo(NoteKey.Judgement.FALSE);
    }

    /** The examples of C2SP's tlog-checkpoint and tlog-cosignature, whose keys it does not print. */
    @Test
    void the_examples_of_the_checkpoint_are_read() {
        String text = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                """;
        SignedNote note = SignedNote.parse(text).orElseThrow();
        assertThat(note.whole()).isEqualTo(text);
        assertThat(Checkpoint.parse(note.text()).orElseThrow().size()).isEqualTo(20_852_163);
        assertThat(note.signatures().getLast().time()).isEqualTo(Instant.parse("2023-03-20T12:25:47Z"));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_key_signs_it_knows_again_and_nothing_else(SignatureType type) throws Exception {
        NoteSigner signer = signer("witness.example/one", type);
        SignedNote note = new SignedNote(TEXT, List.of(signer.sign(TEXT, AT)));
        String other = TEXT.replace("\n7\n", "\n8\n");
        assertThat(signer.key().judge(note)).isEqualTo(NoteKey.Judgement.SIGNED);
        assertThat(signer.key().judge(new SignedNote(other, note.signatures()))).isEqualTo(NoteKey.Judgement.FALSE);
        assertThat(signer("witness.example/one", type).key().judge(note)).isEqualTo(NoteKey.Judgement.NOT_SIGNED);
        assertThat(NoteKey.parse(signer.key().text())).contains(signer.key());
        assertThat(SignedNote.parse(note.whole())).contains(note);
        assertThat(signer).hasToString("NoteSigner[" + signer.key() + "]");
    }

    @Test
    void a_log_is_believed_when_each_kind_of_its_keys_signed() throws Exception {
        NoteSigner classic = signer("log.example/audit", SignatureType.ED25519);
        NoteSigner lattice = signer("log.example/audit", SignatureType.ML_DSA_44);
        NoteSigner retired = signer("log.example/audit", SignatureType.ED25519);
        SignedNote one = new SignedNote(TEXT, List.of(classic.sign(TEXT, AT)));
        SignedNote both = one.with(List.of(lattice.sign(TEXT, AT), classic.sign(TEXT, AT)));
        List<NoteKey> keys = List.of(classic.key(), lattice.key(), retired.key());
        assertThat(both.signatures()).hasSize(2);
        assertThat(NoteKey.isSigned(both, keys)).isTrue();
        assertThat(NoteKey.isSigned(one, keys)).isFalse();
        assertThat(NoteKey.isSigned(both, List.of())).isFalse();
        SignedNote forged = both.with(
                List.of(new NoteSignature(retired.key().name(), retired.key().id(), new byte[64])));
        assertThat(NoteKey.isSigned(forged, keys)).isFalse();
    }

    @Test
    void what_is_no_note_or_no_key_is_refused() {
        String line = "— log.example/audit " + "AAAAAAAA" + "\n";
        assertThat(SignedNote.parse("text\n\n" + line)).isPresent();
        for (String text : List.of(
                "",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                "text\n\n" + line.strip(),
                "te\txt\n\n" + line,
                "text\n\n" + line.replace("AAAAAAAA", "AAAA"),
                "text\n\n" + line.replace("log.example", "log+example"),
                "text\n\n" + line.repeat(SignedNote.SIGNATURES_MAX + 1),
                "x".repeat(SignedNote.CHARACTERS_MAX) + "\n\n" + line)) {
            assertThat(SignedNote.parse(text)).as("%.40s", text).isEmpty();
        }
        for (String text : List.of(
                "",
                "example.com/foo",
                "example.com/foo+530d903a+",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/f o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")) {
            assertThat(NoteKey.parse(text)).as(text).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.parseAll("# mine\n\nno key\n"));
    }

    static NoteSigner signer(String name, SignatureType type) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
        return new NoteSigner(new NoteKey(name, type, type.bare(pair.getPublic())), pair.getPrivate());
    }
}
