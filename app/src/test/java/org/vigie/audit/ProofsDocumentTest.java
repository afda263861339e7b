package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.note.LogProof;
import org.vigie.database.OpenDatabase;
import tools.jackson.databind.json.JsonMapper;

/** Holds docs/audit-proofs.md to the code: what it says of the bytes of an entry, by its example and by its program. */
class ProofsDocumentTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path folder;

    private static String document() throws IOException {
        String given = System.getProperty("vigie.root");
        Path here = Path.of("").toAbsolutePath();
        Path root = given != null ? Path.of(given) : Files.exists(here.resolve("vigie")) ? here : here.resolve("..");
        return Files.readString(root.resolve("docs/audit-proofs.md"));
    }

    private static String found(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(document());
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void theExampleIsWhatIsComputed() throws IOException {
        String text = found("```json\n(.*?)\n```");
        var json = new JsonMapper();
        AuditEntry entry =
                Objects.requireNonNull(EntryText.parse(text, json).orElseThrow().entry());
        assertThat(json.readTree(json.writeValueAsString(EntryText.of(entry)))).isEqualTo(json.readTree(text));
        assertThat(HexFormat.of().formatHex(entry.commitment()))
                .isEqualTo(found("\\| commitment \\| `(\\p{XDigit}+)`"));
        assertThat(MerkleHash.ofLeaf(entry.commitment())).hasToString(found("\\| leaf \\| `(\\p{XDigit}+)`"));
        // burnt, the first subject gives its commitment in the place of its salt
        assertThat(entry.without(entry.act().subjects()).subjectSalts())
                .first()
                .isEqualTo(found("first subject \\| `(\\p{XDigit}+)`"));
    }

    /** The program is another implementation, in another language: it opens what we write, and refuses what was changed. */
    @Test
    void theProgramOpensOurProofs() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: no python3 here");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path program = Files.writeString(folder.resolve("open.py"), found("```python\n(.*?)```"));
        try (OpenDatabase database = OpenDatabase.open(folder, null)) {
            OwnLog.migrate(database.access());
            try (var log = new OwnLog(database.access(), folder.resolve("keys"), Clock.systemUTC(), 100)) {
                log.grow(1, 13);
                for (long id : new long[] {1, 2, 8, 13}) {
                    LogProof.OfEntry proof =
                            log.proofs.ofEntry(id, AuditActor.system("test")).orElseThrow();
                    Path file = Files.writeString(folder.resolve("proof"), proof.text());
                    assertThat(ran(program, file)).contains(" is in the tree of " + OwnLog.ORIGIN);
                    var moved = new LogProof.OfEntry(proof.extra(), (id + 3) % 13, proof.path(), proof.note());
                    assertThat(ran(program, Files.writeString(file, moved.text())))
                            .contains("IS NOT in the tree");
                }
            }
        }
    }

    private static String ran(Path program, Path proof) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PYTHON.toString(), "-I", program.toString(), proof.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
