package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.command.ExitCode;
import org.vigie.core.note.NoteKey;
import org.vigie.database.OpenDatabase;

/** What a witness does where its own memory, or what it is shown, is not what it should be. */
class WitnessTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path other;

    private static OpenDatabase database;
    private static OwnLog log;
    private static Path keys;
    private Path secret;

    @BeforeAll
    static void aLog() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        database = OpenDatabase.open(folder, null);
        OwnLog.migrate(database.access());
        log = new OwnLog(database.access(), folder.resolve("keys"), Clock.systemUTC(), 100);
        log.grow(1, 270);
        keys = folder.resolve("log.keys");
        Files.writeString(
                keys,
                log.key.publicKeys(OwnLog.ORIGIN).stream().map(NoteKey::text).collect(Collectors.joining("\n")));
    }

    @AfterAll
    static void close() throws IOException {
        log.close();
        database.close();
    }

    @BeforeEach
    void itsKeys() {
        secret = other.resolve("witness.key");
        Ran.of("audit", "witness", "--new-key", "witness.example/one", "--witness-key", secret.toString());
    }

    /** A state that was lost, or is another file, says nothing of whether the log was rolled back meanwhile. */
    @Test
    void aWitnessWithoutItsMemorySignsNothingUntilAPersonSaysThatItBegins() throws Exception {
        Path old = other.resolve("old");
        log.tiles.export(old);
        log.grow(1, 5);
        Path tiles = other.resolve("tiles");
        log.tiles.export(tiles);
        Ran unknown = look("--tiles", tiles.toString());
        assertThat(unknown.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(unknown.err()).contains("never seen", "--first");
        assertThat(unknown.out()).isEmpty();
        assertThat(other.resolve("state")).doesNotExist();
        assertThat(look("--first", "--tiles", tiles.toString()).exit()).isEqualTo(ExitCode.OK);
        assertThat(look("--tiles", tiles.toString()).exit()).isEqualTo(ExitCode.OK);

        Ran again = look("--first", "--tiles", old.toString());
        assertThat(again.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(again.err()).contains("without --first");
        Files.delete(other.resolve("state"));
        Ran rollback = look("--tiles", old.toString());
        assertThat(rollback.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(rollback.out()).isEmpty();
        Ran compared = look("--compare", other.resolve("state").toString());
        assertThat(compared.exit()).isEqualTo(ExitCode.NOT_FOUND);
    }

    /** A mirror that is damaged, or somebody on the way to it, is no evidence against the log. */
    @Test
    void filesThatDoNotLeadToTheSignedRootAccuseNobody() throws Exception {
        Path tiles = other.resolve("tiles");
        log.tiles.export(tiles);
        assertThat(look("--first", "--tiles", tiles.toString()).exit()).isEqualTo(ExitCode.OK);
        Path seen = Files.copy(other.resolve("state"), other.resolve("seen"));
        log.grow(1, 40);
        log.tiles.export(tiles);
        Path good = other.resolve("good");
        OwnLog.copy(tiles, good);
        try (Stream<Path> files = Files.walk(tiles.resolve("tile"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] damaged = Files.readAllBytes(file);
                damaged[5] ^= 1;
                Files.write(file, damaged);
            }
        }
        Ran refused = look("--tiles", tiles.toString());
        assertThat(refused.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(refused.err())
                .contains("Nothing that leads to the signed root")
                .doesNotContain("FORK");

        assertThat(look("--tiles", good.toString()).exit()).isEqualTo(ExitCode.OK);
        Ran compared = look("--compare", seen.toString(), "--tiles", tiles.toString());
        assertThat(compared.exit()).isEqualTo(ExitCode.PARTIAL);
        assertThat(compared.out()).contains("NOT_SHOWN");
        compared = look("--compare", seen.toString(), "--tiles", good.toString());
        assertThat(compared.exit()).isEqualTo(ExitCode.OK);
        assertThat(compared.out()).contains("SAME_LOG");
    }

    private Ran look(String... options) {
        return Ran.witness(other.resolve("state"), secret, keys, options);
    }
}
