package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignedNote;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.OpenDatabase;
import org.vigie.testing.Figure;

/**
 * S22. Whoever has the owner's power over the database, and in some rounds the keys too, changes the log in one of many ways: each is
 * found. Every round is undone by a savepoint.
 */
@Tag("figures")
class TamperingTest {
    private static final int GROUPS = 8;
    private static final int IN_A_GROUP = 40;

    @TempDir
    private static Path folder;

    private static OpenDatabase database;
    private static OwnLog log;
    private static Checkpoint witnessed;

    @BeforeAll
    static void aLog() throws Exception {
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        database = OpenDatabase.open(folder, null);
        OwnLog.migrate(database.access());
        log = new OwnLog(database.access(), folder.resolve("keys"), Clock.systemUTC(), 1000);
        log.grow(GROUPS, IN_A_GROUP);
        witnessed = cosign();
    }

    @AfterAll
    static void close() throws IOException {
        log.close();
        database.close();
    }

    private static Checkpoint cosign() throws IOException {
        List<NoteSigner> signers = WitnessKeyFile.create(folder.resolve("witness"), "witness.example/one");
        log.cosignatures.trust(signers.stream().map(NoteSigner::key).toList(), AuditActor.system("test"));
        log.integrator.integrateAll();
        SignedNote note = log.proofs.newest().orElseThrow();
        var witness = new Witness(folder.resolve("seen"), signers, log.key.publicKeys(OwnLog.ORIGIN));
        var answer = (Witness.Answer.Cosigned) witness.look(
                note,
                from -> java.util.Optional.empty(),
                Witness.Look.FIRST,
                Clock.systemUTC().instant());
        assertThat(log.cosignatures.add(answer.note().whole(), AuditActor.system("test")))
                .isInstanceOf(CosignatureService.Outcome.Added.class);
        log.integrator.integrateAll();
        return Checkpoint.parse(note.text()).orElseThrow();
    }

    @Test
    void everyTamperingIsFound() throws Exception {
        var random = new Random(22);
        LastSigned honest = log.record.read().orElseThrow();
        int rounds = Figure.rounds(500, 10_000);
        Map<Tampering.Kind, Integer> made = new EnumMap<>(Tampering.Kind.class);
        List<String> missed = new ArrayList<>();
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table audit_entry no force row level security");
            for (String constraint : Tampering.CONSTRAINTS) {
                statement.execute(constraint);
            }
            assertThat(log.verification.verify(connection, List.of(witnessed)).faults())
                    .isEmpty();
            for (int round = 0; round < rounds; round++) {
                var kinds = Tampering.Kind.values();
                Tampering.Kind kind = kinds[round % kinds.length];
                Savepoint before = connection.setSavepoint();
                String done = new Tampering(connection, log, random).make(kind);
                AuditVerification.Report report = log.verification.verify(connection, List.of(witnessed));
                if (report.isSound()) {
                    missed.add(kind + ": " + done);
                }
                made.merge(kind, 1, Integer::sum);
                connection.rollback(before);
                log.record.write(honest);
            }
            assertThat(log.verification.verify(connection, List.of(witnessed)).faults())
                    .isEmpty();
            connection.rollback();
        }
        assertThat(missed).isEmpty();
        Figure.keep(
                "S22",
                "%,d tamperings of %d kinds in a log of %d leaves, %,d found"
                        .formatted(rounds, made.size(), GROUPS * IN_A_GROUP, rounds - missed.size()));
    }

    /** Each of two witnesses has seen a history of its own; neither could tell alone. */
    @Test
    void aForkIsFoundWhenTwoWitnessesCompare() throws Exception {
        int rounds = Figure.rounds(20, 200);
        var random = new Random(23);
        int found = 0;
        for (int round = 0; round < rounds; round++) {
            var fork = Fork.random(random);
            var one = new WitnessState(Map.of(OwnLog.ORIGIN, fork.seenByOne()));
            var other = new WitnessState(Map.of(OwnLog.ORIGIN, fork.seenByOther()));
            for (Fork.Tree shown : fork.trees()) {
                var comparison = Witness.compare(
                        one,
                        other,
                        (from, to) -> java.util.Optional.of(shown.growth(from, to)),
                        List.of(shown.whole()));
                assertThat(comparison).containsEntry(OwnLog.ORIGIN, Witness.Comparison.FORKED);
            }
            found++;
        }
        assertThat(found).isEqualTo(rounds);
        Figure.keep("S22-witnesses", "%d forks shown to two witnesses, %d found by comparing".formatted(rounds, found));
    }

    @Test
    void aSoundLogStaysSoundOnOneSnapshot() throws SQLException {
        assertThat(log.verification.verify(List.of(witnessed)))
                .returns(List.of(), AuditVerification.Report::faults)
                .returns(2L, AuditVerification.Report::cosignatures);
    }
}
