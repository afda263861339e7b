package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.note.LogProof;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.OpenDatabase;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;

/**
 * What a burn leaves: in a log that began in the form before, where one salt was for everything, and went on in parts. Each of the
 * two entries that name an erased record names another one too.
 */
class BurntEntryTest {
    private static final OrgId ORG = new OrgId(UUID.randomUUID());
    private static final UUID GONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final AuditActor BY = AuditActor.system("test");

    @TempDir
    private static Path folder;

    private static OpenDatabase database;
    private static OwnLog log;
    private static long before;
    private static long inParts;
    private static String proofOfBefore;

    @BeforeAll
    static void aLogOfBothForms() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        database = OpenDatabase.open(folder, null);
        OwnLog.migrate(database.access());
        log = new OwnLog(database.access(), folder.resolve("keys"), Clock.systemUTC(), 1000);
        asOwner("insert into organisation (id, name, kind) values ('%s', 'Burnt', 'HOTLINE')".formatted(ORG));
        AuditEntry fresh = entry();
        before = inOrganisation(
                () -> log.entries.add(new AuditEntry(fresh.org(), fresh.at(), fresh.act(), fresh.salt(), null)));
        inParts = inOrganisation(() -> log.entries.add(entry()));
        log.integrator.integrateAll();
        assertThat(log.verification.verify().faults()).isEmpty();
        proofOfBefore = proof(before).orElseThrow().text();
        assertThat(opened(proofOfBefore)).contains(GONE.toString());
        assertThat(opened(proof(inParts))).contains(GONE.toString());
        inOrganisation(() -> {
            UUID record = UUID.randomUUID();
            sql("""
                    insert into erasure (id, org_id, kind, record, cause, at, reason_sealed)
                    values (gen_random_uuid(), '%s', 'TEST', '%s', 'ASKED', now(), 'x')
                    """.formatted(ORG, record));
            new AuditBurnService(log.entries, Clock.systemUTC()).erased(record, "TEST", "ASKED", Set.of(GONE), BY);
            return 0;
        });
        log.integrator.integrateAll();
    }

    @AfterAll
    static void close() throws IOException {
        log.close();
        database.close();
    }

    @Test
    void aLogWithBurntEntriesOfBothFormsIsSoundAndThoseThatNoLeafProvesAreNamed() throws SQLException {
        assertThat(log.verification.verify())
                .returns(List.of(), AuditVerification.Report::faults)
                .returns(2L, AuditVerification.Report::burnt)
                .returns(List.of(before), AuditVerification.Report::unproved)
                .returns(1L, AuditVerification.Report::unprovedCount);
    }

    @Test
    void aProofOfABurntEntryOpensWithoutTheDatabaseAndNamesNothingErased() {
        String text = opened(proof(inParts));
        assertThat(text).contains("erased", OTHER.toString(), "item.read").doesNotContain(GONE.toString());
        assertThat(proof(before)).as("its leaf proves nothing any more").isEmpty();
        assertThat(opened(proofOfBefore))
                .as("who was given one before keeps it")
                .contains(GONE.toString());
    }

    @Test
    void whoReadsTheLogIsOfferedAProofWhereThereIsOne() {
        List<AuditLine> page = inOrganisation(() -> log.lines.page(new AuditQuestion("", "", Long.MAX_VALUE), 50));
        assertThat(page)
                .filteredOn(AuditLine::isBurnt)
                .extracting(AuditLine::id)
                .containsExactlyInAnyOrder(before, inParts);
        assertThat(page)
                .filteredOn(line -> line.position() != null)
                .allSatisfy(line ->
                        assertThat(line.isProvable()).isEqualTo(proof(line.id()).isPresent()));
    }

    @Test
    void aProofThatSaysAnythingElseOfABurntEntryHoldsNot() {
        LogProof.OfEntry proof = proof(inParts).orElseThrow();
        for (String change : List.of("item.read;item.dismissed", "erased;another", OTHER + ";" + GONE)) {
            String[] words = change.split(";", -1);
            String extra = Objects.requireNonNull(proof.extra()).replace(words[0], words[1]);
            assertThat(extra).isNotEqualTo(proof.extra());
            var changed = new LogProof.OfEntry(extra, proof.index(), proof.path(), proof.note());
            assertThat(reader().open(changed.text(), null)).as(change).isInstanceOf(ProofReader.Finding.Nothing.class);
        }
    }

    /** Neither what is left of its subjects nor anything else; each change is undone. */
    @Test
    void whoeverOwnsTheTablesChangesNothingOfABurntEntryUnseen() throws Exception {
        for (String change : List.of(
                "act = 'item.dismissed'",
                "actor_id = 'someone'",
                "at = at - interval '1 hour'",
                "facts = '{}'",
                "subjects = array['erased', 'another']",
                "subjects = array['erased', 'erased']",
                "burnt_by = null",
                "burnt_by = (select max(id) from audit_entry)",
                "subject_salts = array[sha256('x'), sha256('x')]",
                "subject_salts = array[sha256('x')]",
                "subjects = array['erased', null]",
                "facts = '{\"count\": []}'",
                "subject_salts = null")) {
            assertThat(faultsAfter("update audit_entry set %s where id = %d".formatted(change, inParts)))
                    .as(change)
                    .isNotEmpty();
        }
    }

    @Test
    void aBurnWithoutItsErasureIsFoundInBothForms() throws Exception {
        assertThat(faultsAfter("delete from erasure"))
                .containsExactlyInAnyOrder(
                        "entry %d was burnt, and nothing was erased for it".formatted(before),
                        "entry %d was burnt, and nothing was erased for it".formatted(inParts));
    }

    /** With all that the code of then would have written; its leaf would have told nothing. */
    @Test
    void anEntryOfTheFormBeforeIsNotWrittenAnyMore() throws Exception {
        AuditEntry fresh = entry();
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table audit_entry no force row level security");
            long entry = log.entriesOn(connection)
                    .add(new AuditEntry(fresh.org(), fresh.at(), fresh.act(), fresh.salt(), null));
            statement.execute("""
                    insert into audit_tree (position, entry, leaf_hash)
                    select max(t.position) + 1, %d, sha256('\\x00' || (select commitment from audit_leaf where entry = %d))
                    from audit_tree t
                    """.formatted(entry, entry));
            statement.execute("delete from audit_pending where entry = " + entry);
            assertThat(log.verification.verify(connection, List.of()).faults())
                    .anyMatch(fault -> fault.contains("a form that is not written any more"));
            connection.rollback();
        }
    }

    private static AuditEntry entry() {
        return AuditEntry.fresh(
                ORG,
                Clock.systemUTC().instant(),
                new AuditAct("item.read", BY, List.of(GONE.toString(), OTHER.toString()), Map.of("count", "7")));
    }

    private static <T> T inOrganisation(java.util.function.Supplier<T> work) {
        return log.inTransaction(() -> {
            sql("select set_config('vigie.org', '%s', true)".formatted(ORG));
            return CurrentOrganisation.as(ORG, work);
        });
    }

    private static void sql(String sql) {
        log.run(sql);
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> faultsAfter(String change) throws SQLException {
        try (Connection connection = database.access().connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table audit_entry no force row level security");
            statement.execute("alter table erasure no force row level security");
            statement.execute("alter table audit_entry drop constraint audit_entry_check1");
            assertThat(log.verification.verify(connection, List.of()).faults()).isEmpty();
            assertThat(statement.executeUpdate(change)).isPositive();
            List<String> faults = log.verification.verify(connection, List.of()).faults();
            connection.rollback();
            return faults;
        }
    }

    private static Optional<LogProof.OfEntry> proof(long entry) {
        return inOrganisation(() -> log.proofs.ofEntry(entry, BY));
    }

    private static ProofReader reader() {
        return new ProofReader(log.key.publicKeys(OwnLog.ORIGIN), List.of());
    }

    private static String opened(Optional<LogProof.OfEntry> proof) {
        return opened(proof.orElseThrow().text());
    }

    private static String opened(String proof) {
        assertThat(reader().open(proof, null)).isInstanceOf(ProofReader.Finding.InLog.class);
        return ((ProofReader.Finding.InLog) reader().open(proof, null)).text();
    }
}
