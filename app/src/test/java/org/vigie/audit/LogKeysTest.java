package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignedNote;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.OpenDatabase;
import org.vigie.seal.CheckpointKey;

/** A log whose keys are lost or changed: it goes on, and what the keys of before signed is checked as it was. */
class LogKeysTest {
    private static final AuditActor TEST = AuditActor.system("test");

    @TempDir
    private Path folder;

    private OpenDatabase database;
    private OwnLog log;

    @BeforeEach
    void aLog() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        database = OpenDatabase.open(folder, null);
        OwnLog.migrate(database.access());
        log = open(keys());
        log.grow(3, 10);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        database.close();
    }

    private Path keys() {
        return folder.resolve("keys");
    }

    private OwnLog open(Path keys) throws Exception {
        return new OwnLog(database.access(), keys, Clock.systemUTC(), 1000);
    }

    /** As the operating guide says it: the file is gone, fresh keys are made, the log goes on. */
    @Test
    void whatALostKeySignedIsCheckedAsBefore() throws Exception {
        int lost = 0;
        for (String file : List.of("checkpoints-ml-dsa-44.key", "checkpoints.json")) {
            log.close();
            Files.delete(keys().resolve(file));
            log = open(keys());
            assertThat(log.verification.verify().faults())
                    .as("before anything is signed anew")
                    .isEmpty();
            log.grow(2, 5);
            assertThat(log.verification.verify().faults()).isEmpty();
            assertThat(log.keys.former()).hasSize(++lost);
        }
        assertThat(acts("audit.keys-changed")).isEqualTo(2);
        assertThat(faultsOfResigned(size("min"), foreign())).isNotEmpty();
    }

    /** All of the directory is gone; the witness still has the public keys of before. */
    @Test
    void keysThatAWitnessKeptAreTakenUpAgain() throws Exception {
        List<NoteKey> kept = log.proofs.publicKeys();
        String record = Files.readString(keys().resolve(SigningRecord.FILE));
        long old = size("max");
        log.close();
        for (String file : List.of(LogKeys.FILE, "checkpoints-ml-dsa-44.key", "checkpoints.json")) {
            Files.delete(keys().resolve(file));
        }
        log = open(keys());
        assertThat(keys().resolve(SigningRecord.FILE)).hasContent(record);
        log.grow(2, 5);
        assertThat(log.verification.verify().faults()).hasSize(6);
        assertThat(adopt(kept, size("max"))).isEqualTo(LogKeyService.Adoption.NOT_SIGNED);
        assertThat(adopt(kept, 7)).isEqualTo(LogKeyService.Adoption.NOT_SIGNED);
        assertThat(adopt(kept, old)).isEqualTo(LogKeyService.Adoption.ADOPTED);
        assertThat(adopt(kept, old)).isEqualTo(LogKeyService.Adoption.KNOWN);
        log.grow(1, 5);
        assertThat(log.verification.verify().faults()).isEmpty();
        assertThat(log.keys.former()).hasSize(2);
        assertThat(faultsOfResigned(old, log.key))
                .as("by the key of a later time")
                .hasSize(2);
    }

    private LogKeyService.Adoption adopt(List<NoteKey> keys, long until) {
        return log.inTransaction(() -> log.keys.adopt(keys, until, TEST));
    }

    @Test
    void afterAChangeOfKeysOldNotesStayCheckedAndTheOldKeySignsNothingNew() throws Exception {
        CheckpointKey stolen = CheckpointKey.in(copy(keys(), "stolen"));
        List<NoteKey> before = log.proofs.publicKeys();
        long old = size("max");
        change();
        log.grow(2, 5);
        assertThat(log.verification.verify().faults()).isEmpty();
        assertThat(log.proofs.publicKeys()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(log.keys.former())
                .containsExactlyElementsOf(before.stream()
                        .map(key -> new LogKeyService.Former(key, old))
                        .toList());
        assertThat(Files.getPosixFilePermissions(keys().resolve(LogKeys.FILE)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        assertThat(faultsOfResigned(old, stolen)).as("by the key of its time").isEmpty();
        assertThat(faultsOfResigned(old, foreign())).hasSize(2);
        assertThat(faultsOfResigned(old, log.key))
                .as("by the key of a later time")
                .hasSize(2);
        assertThat(faultsOfResigned(size("max"), stolen))
                .as("a new note by the old key")
                .hasSize(2);
        assertThat(faultsAfter("update audit_checkpoint set signed_note = null where size = " + old))
                .hasSize(1);
        String mark =
                "update audit_checkpoint set signature = set_byte(signature, 2, get_byte(signature, 2) # 1) where size = ";
        assertThat(faultsAfter(mark + old)).hasSize(1);
    }

    /** One who follows the log puts the new keys in the place of the old ones, and goes on from what it has seen. */
    @Test
    void aWitnessGoesOnWithTheNewKeysAndTheOldOnesSignNothingForIt() throws Exception {
        List<NoteSigner> signers = WitnessKeyFile.create(folder.resolve("witness"), "witness.example/one");
        log.cosignatures.trust(signers.stream().map(NoteSigner::key).toList(), TEST);
        CheckpointKey stolen = CheckpointKey.in(copy(keys(), "stolen"));
        Path seen = folder.resolve("seen");
        SignedNote first = log.proofs.newest().orElseThrow();
        var cosigned = (Witness.Answer.Cosigned)
                look(new Witness(seen, signers, log.proofs.publicKeys()), first, Witness.Look.FIRST);
        assertThat(log.cosignatures.add(cosigned.note().whole(), TEST))
                .isInstanceOf(CosignatureService.Outcome.Added.class);
        change();
        log.grow(2, 5);
        var witness = new Witness(seen, signers, log.proofs.publicKeys());
        SignedNote now = log.proofs.newest().orElseThrow();
        Checkpoint head = Checkpoint.parse(now.text()).orElseThrow();
        SignedNote byThief = stolen.note(head, stolen.sign(head.text()), Instant.EPOCH);
        assertThat(look(witness, byThief, Witness.Look.AGAIN))
                .isInstanceOfSatisfying(
                        Witness.Answer.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Witness.Reason.NOT_SIGNED));
        assertThat(look(witness, now, Witness.Look.AGAIN)).isInstanceOf(Witness.Answer.Cosigned.class);

        // a proof is one that the keys of now open, although a witness cosigned an older checkpoint alone
        var reader = new ProofReader(log.proofs.publicKeys(), List.of());
        assertThat(reader.open(log.proofs.ofEntry(3, TEST).orElseThrow().text(), null))
                .isInstanceOf(ProofReader.Finding.InLog.class);

        // what was cosigned before the change still lets a log go on whose record was lost
        Files.delete(keys().resolve(SigningRecord.FILE));
        assertThat(log.inTransaction(() -> log.resuming.resume(cosigned.note(), TEST)))
                .isEqualTo(AuditResumeService.Outcome.RESUMED);
        log.grow(1, 1);
        assertThat(log.verification.verify().faults()).isEmpty();
    }

    /** The database is of before the change: the log has fewer leaves than where the keys changed. */
    @Test
    void anOlderCopyOfTheDatabaseGoesOnWithTheKeysOfNowAlone() throws Exception {
        List<NoteSigner> signers = WitnessKeyFile.create(folder.resolve("witness"), "witness.example/one");
        log.cosignatures.trust(signers.stream().map(NoteSigner::key).toList(), TEST);
        CheckpointKey stolen = CheckpointKey.in(copy(keys(), "stolen"));
        long kept = size("max");
        var cosigned = (Witness.Answer.Cosigned) look(
                new Witness(folder.resolve("seen"), signers, log.proofs.publicKeys()),
                log.proofs.newest().orElseThrow(),
                Witness.Look.FIRST);
        log.grow(2, 5);
        change();
        log.grow(1, 5);

        backTo(kept);
        Files.delete(keys().resolve(SigningRecord.FILE));
        assertThat(log.inTransaction(() -> log.resuming.resume(cosigned.note(), TEST)))
                .isEqualTo(AuditResumeService.Outcome.RESUMED);
        log.grow(1, 3);

        long now = size("max");
        assertThat(now).isBetween(kept + 1, kept + 9);
        assertThat(log.verification.verify().faults()).isEmpty();
        assertThat(log.keys.former()).extracting(LogKeyService.Former::until).containsExactly(kept, kept);
        assertThat(faultsOfResigned(now, stolen))
                .as("by a key that was changed")
                .hasSize(2);
    }

    /** As from a copy that was made when the log had so many leaves. */
    private void backTo(long size) throws SQLException {
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table audit_entry no force row level security");
            for (String after : List.of(
                    "audit_cosignature where size > %d",
                    "audit_checkpoint where size > %d",
                    "audit_tree where position >= %d",
                    "audit_pending where %d > 0",
                    "audit_leaf where entry not in (select entry from audit_tree where position < %d)",
                    "audit_entry where id not in (select entry from audit_tree where position < %d)")) {
                statement.execute("delete from " + after.formatted(size));
            }
            statement.execute("alter table audit_entry force row level security");
        }
    }

    /** Killed at any place of a change of keys: what is in the files afterwards is taken up, with the public halves of all. */
    @Test
    void aChangeThatWasBrokenOffIsTakenUp() throws Exception {
        Path made = copy(keys(), "made");
        Files.delete(made.resolve("checkpoints.json"));
        Files.delete(made.resolve("checkpoints-ml-dsa-44.key"));
        CheckpointKey.in(made);
        for (String replaced : List.of("checkpoints.json", "checkpoints-ml-dsa-44.key")) {
            Files.move(made.resolve(replaced), keys().resolve(replaced), StandardCopyOption.REPLACE_EXISTING);
            log.grow(1, 5); // by the process that had the keys of before
            assertThat(log.verification.verify().faults()).isEmpty();
        }
        assertThat(log.keys.former()).hasSize(2);
    }

    @Test
    void aDamagedFileOfPublicKeysStopsSigningAndIsAFault() throws Exception {
        Path file = keys().resolve(LogKeys.FILE);
        String good = Files.readString(file);
        log.append("waits for its signature");
        for (String bad : List.of(
                "", good.substring(0, good.length() / 2), good + "more\n", good.replaceFirst(" 0 -\n", " 00 -\n"))) {
            Files.writeString(file, bad);
            assertThatThrownBy(log.integrator::integrateAll).isInstanceOf(LogKeys.DamagedKeys.class);
            assertThat(log.verification.verify().faults()).containsExactly("the file keys/checkpoint-keys is damaged");
        }
        Files.writeString(file, good);
        log.grow(1, 1);
        assertThat(log.verification.verify().faults()).isEmpty();
    }

    /** Two copies of the application on one database, each with files of its own: only one may sign. */
    @Test
    void aCopyWhoseRecordIsBehindTheOthersSignsNothing() throws Exception {
        Path second = copy(keys(), "second");
        log.grow(1, 5);
        long signed = size("max");
        try (OwnLog other = open(second)) {
            other.append("taken by the first");
            assertThat(other.integrator.integrateAll()).isZero();
            assertThat(size("max")).isEqualTo(signed);
            assertThat(other.record.conflict(OwnLog.ORIGIN, other.tree))
                    .hasValueSatisfying(found -> assertThat(found.sentence()).contains("another copy of Vigie"))
                    .map(AuditConflict::kind)
                    .contains(AuditConflict.Kind.ELSEWHERE);
            Files.delete(second.resolve(SigningRecord.FILE));
            assertThat(other.integrator.integrateAll()).isZero();
            assertThat(other.inTransaction(() -> other.keys.rotate(TEST))).isEqualTo(LogKeyService.Outcome.IN_CONFLICT);
        }
        assertThat(log.integrator.integrateAll()).isEqualTo(1);
        assertThat(log.verification.verify().faults()).isEmpty();
    }

    private void change() {
        assertThat(log.inTransaction(() -> log.keys.rotate(TEST))).isEqualTo(LogKeyService.Outcome.CHANGED);
    }

    private Witness.Answer look(Witness witness, SignedNote note, Witness.Look look) throws IOException {
        long size = Checkpoint.parse(note.text()).orElseThrow().size();
        return witness.look(
                note, from -> Optional.of(Witness.Shown.of(log.tree.tiles(size), from)), look, Instant.EPOCH);
    }

    private CheckpointKey foreign() throws Exception {
        return CheckpointKey.in(folder.resolve("foreign"));
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        OwnLog.copy(from, to);
        return to;
    }

    /** Somebody who owns the tables has another key sign an honest checkpoint; undone. */
    private List<String> faultsOfResigned(long size, CheckpointKey signer) throws SQLException {
        AuditTree.Signed honest = log.tree.ofSize(size).orElseThrow();
        Checkpoint head = Checkpoint.parse(honest.note()).orElseThrow();
        byte[] signature = signer.sign(head.text());
        return faultsAfter(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update audit_checkpoint set signature = ?, signed_note = ? where size = ?")) {
                update.setBytes(1, signature);
                update.setString(2, signer.note(head, signature, honest.at()).whole());
                update.setLong(3, size);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        });
    }

    private List<String> faultsAfter(String sql) throws SQLException {
        return faultsAfter(connection -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(sql)).isEqualTo(1);
            }
        });
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private List<String> faultsAfter(Change change) throws SQLException {
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table audit_entry no force row level security");
            change.on(connection);
            List<String> faults = log.verification.verify(connection, List.of()).faults();
            connection.rollback();
            return faults;
        }
    }

    private long size(String which) throws SQLException {
        return one("select %s(size) from audit_checkpoint".formatted(which));
    }

    private long acts(String act) throws SQLException {
        return one("select count(*) from audit_entry where act = '%s'".formatted(act));
    }

    private long one(String sql) throws SQLException {
        try (Connection connection = database.access().connect(Role.VERIFIER);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
