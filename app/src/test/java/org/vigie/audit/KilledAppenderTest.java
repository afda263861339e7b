package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.OpenDatabase;
import org.vigie.testing.Figure;

/** S23. A process that appends is killed at random moments, again and again: what it acknowledged stays, what it signed holds. */
@Tag("figures")
class KilledAppenderTest {
    private static final int ENTRIES_MAX = 1_000_000;
    private static final int LINES_BEFORE_MAX = 60;
    private static final int CHECKPOINTS_BEFORE_MAX = 6;

    @TempDir
    private Path folder;

    private final AppenderSaid said = new AppenderSaid();
    private int killed;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatWasAcknowledgedIsLostAndNoTwoCheckpointsContradict() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        int rounds = Figure.rounds(12, 500);
        var random = new Random(23);
        try (OpenDatabase database = OpenDatabase.open(folder, null)) {
            OwnLog.migrate(database.access());
            heard(start(database, 3)); // ends by itself and leaves its classes for a quicker start
            for (int round = 0; round < rounds; round++) {
                killAtRandom(start(database, ENTRIES_MAX), random);
            }
            try (var log = new OwnLog(database.access(), keys(), Clock.systemUTC(), 1000)) {
                log.integrator.integrateAll();
                assertThat(log.verification.verify().faults()).isEmpty();
                assertThat(log.metrics.get("vigie.audit.conflict").gauge().value())
                        .isZero();
                assertThat(said.acknowledged()).isNotEmpty().isSubsetOf(subjects(database));
                assertThat(said.notes()).isNotEmpty().allSatisfy((size, note) -> holds(log, size, note));
            }
        }
        assertThat(killed).isEqualTo(rounds);
        Figure.keep(
                "S23",
                "%d kills, %,d acknowledged entries, 0 lost; %,d different checkpoints seen, 0 inconsistent; %d cut off by the kill"
                        .formatted(
                                killed, said.acknowledged().size(), said.notes().size(), said.cutOff()));
    }

    /** So that a process which writes notes that nobody can read is not taken for one that was killed. */
    @Test
    void aNoteThatCannotBeReadIsForgivenAsTheLastWordOfAKilledProcessAlone() {
        String ack = "ACK " + UUID.randomUUID();
        for (String cut : List.of("NOTE ", "NOTE bm8=", "NOTE bm8gb", "NOTE !")) {
            var killed = new AppenderSaid();
            assertThat(killed.take(ack)).isTrue();
            assertThat(killed.take(cut)).isTrue();
            killed.wasKilled();
            assertThat(killed.take(ack)).as("of the next process").isTrue();
            assertThat(killed.cutOff()).isEqualTo(1);

            var alive = new AppenderSaid();
            alive.take(cut);
            assertThatThrownBy(() -> alive.take(ack)).isInstanceOf(AssertionError.class);
        }
    }

    private static void holds(OwnLog log, long size, SignedNote note) {
        MerkleHash root = log.tree.tiles(log.tree.size()).root(size);
        assertThat(Checkpoint.parse(note.text())).contains(new Checkpoint(OwnLog.ORIGIN, size, root));
        assertThat(NoteKey.isSigned(note, log.key.publicKeys(OwnLog.ORIGIN))).isTrue();
    }

    private Path keys() {
        return folder.resolve("keys");
    }

    private Process start(OpenDatabase database, int most) throws IOException {
        var access = database.access();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        access.url(),
                        access.password(Role.APP),
                        keys().toString(),
                        String.valueOf(most))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Whoever did not listen would let it wait for ever: it says more than a pipe holds. */
    private void heard(Process process) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.take(line);
            }
        }
        process.waitFor(); // how is no matter: whether its classes could be kept decides that, too
    }

    /** Reads some lines of what it says, waits a moment more, and kills it; what it still got out counts too. */
    private void killAtRandom(Process process, Random random) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int lines = random.nextInt(LINES_BEFORE_MAX);
            int checkpoints = random.nextInt(CHECKPOINTS_BEFORE_MAX);
            while (lines > 0 || checkpoints > 0) {
                String line = out.readLine();
                assertThat(line).as("the process ended by itself").isNotNull();
                if (said.take(line)) {
                    lines--;
                    checkpoints -= line.startsWith("NOTE ") ? 1 : 0;
                }
            }
            boolean endedByItself = process.waitFor(random.nextInt(30_000), TimeUnit.MICROSECONDS);
            assertThat(endedByItself).isFalse();
            process.toHandle().destroyForcibly(); // the process's own method would close the pipe, too
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.take(line);
            }
            said.wasKilled();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 9);
            killed++;
        }
    }

    private static List<String> subjects(OpenDatabase database) throws Exception {
        var found = new java.util.ArrayList<String>();
        try (Connection connection = database.access().connect(Role.VERIFIER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select subjects[1] from audit_entry")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
