package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class AuditVerificationTest {
    @Autowired
    private AuditService audit;

    @Autowired
    private AuditIntegrator integrator;

    @Autowired
    private AuditVerification verification;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private AuditBurnService burning;

    @Autowired
    private JdbcClient db;

    private OrgId org;

    @BeforeEach
    void someActs() {
        org = fixtures.organisation("Audited");
        for (int i = 0; i < 10; i++) {
            CurrentOrganisation.as(org, () -> audit.record(act()));
        }
        audit.record(act());
        var erased = UUID.randomUUID();
        CurrentOrganisation.as(org, () -> {
            audit.record(AuditAct.of("item.read", AuditActor.system("test"), erased, "other"));
            transaction.executeWithoutResult(status -> {
                var record = UUID.randomUUID();
                db.sql("""
                        insert into erasure (id, org_id, kind, record, cause, at, reason_sealed)
                        values (gen_random_uuid(), :org, 'TEST', :record, 'ASKED', now(), 'x')
                        """).param("org", org.value()).param("record", record).update();
                burning.erased(record, "TEST", "ASKED", Set.of(erased), AuditActor.system("test"));
            });
        });
        integrator.integrateAll();
    }

    @Test
    void aBurntEntryIsOnRecordAndItsLeafConfirmsNothing() throws SQLException {
        AuditVerification.Report report = verification.verify();
        assertThat(report.faults()).isEmpty();
        assertThat(report.burnt()).isPositive();
        try (Connection connection = access.connect(DatabaseAccess.Role.VERIFIER);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select e.subjects = array['erased', 'other'] and e.act = 'item.read' as is_left,
                               b.act = 'audit.burnt' and b.facts ? ('entry-' || e.id) as is_said
                        from audit_entry e join audit_entry b on b.id = e.burnt_by order by e.id desc limit 1
                        """)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean("is_left")).isTrue();
            assertThat(row.getBoolean("is_said")).isTrue();
        }
    }

    @Test
    void theApplicationsRoleBurnsNothingThatNoEntrySaysIsBurnt() {
        for (String change : List.of(
                "salt = sha256('x')",
                "salt = sha256('x'), burnt_by = (select max(id) from audit_entry)",
                "subjects = array['another'], salt = sha256('x'), burnt_by = (select max(b.id) from audit_entry b where b.act = 'audit.burnt')")) {
            assertThatThrownBy(() -> CurrentOrganisation.as(
                            org,
                            () -> transaction.executeWithoutResult(status -> db.sql("update audit_entry e set " + change
                                            + " where id = (select min(id) from audit_entry)")
                                    .update())))
                    .rootCause()
                    .hasMessageContaining("never changed but to burn");
        }
    }

    /** Whoever has the application's role may write an entry that says what was burnt; without an erasure it burns nothing. */
    @Test
    void theApplicationsRoleBurnsNothingWithoutAnErasureOfTheSameTransaction() {
        for (String erasure :
                List.of("'none'", "(select max(id)::text from audit_entry where act = 'record.erased')")) {
            assertThatThrownBy(() -> CurrentOrganisation.as(
                            org,
                            () -> transaction.executeWithoutResult(status -> {
                                long burnt = db.sql("""
                with said as (
                    insert into audit_entry (org_id, at, act, actor_kind, actor_id, subjects, facts, salt, subject_salts)
                    values ('%s', now(), 'audit.burnt', 'system', 'test', '{}',
                        jsonb_build_object('entry-' || (select min(id) from audit_entry), '0', 'erasure', %s), sha256('x'), '{}')
                    returning id)
                select id from said
                """.formatted(org, erasure))
                                        .query(Long.class)
                                        .single();
                                db.sql("""
                                        update audit_entry set subjects = '{erased}', subject_salts = array[sha256('x')],
                                            burnt_by = :burnt
                                        where id = (select min(id) from audit_entry)
                                        """).param("burnt", burnt).update();
                            })))
                    .rootCause()
                    .hasMessageContaining("never changed but to burn");
        }
    }

    @Test
    void anUntouchedLogIsSoundAndSoIsOneWithEntriesThatWait() throws SQLException {
        audit.record(act());

        AuditVerification.Report report = verification.verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.waiting()).isPositive();
        assertThat(report.integrated()).isEqualTo(report.entries() - report.waiting());
        assertThat(report.checkpoints()).isPositive();
    }

    @Test
    void anEntryGoesWithItsTransaction() throws SQLException {
        long before = verification.verify().entries();
        transaction.executeWithoutResult(status -> {
            audit.record(act());
            status.setRollbackOnly();
        });

        assertThat(verification.verify().entries()).isEqualTo(before);
    }

    /** Each is what somebody with the owner's power over the database might do; each is undone by a rollback. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set act = 'item.dismissed' where id = (select max(id) from audit_entry)",
                "update audit_entry set facts = '{\"count\": \"8\"}' where id = (select min(id) from audit_entry)",
                "update audit_entry set at = at - interval '1 hour' where id = (select max(id) from audit_entry)",
                "update audit_entry set actor_id = 'someone' where id = (select max(id) from audit_entry)",
                "update audit_entry set act = 'item.dismissed' where id = (select max(id) from audit_entry where burnt_by is not null)",
                "update audit_entry set subjects = array_fill('erased'::text, array[cardinality(subjects)]), salt = sha256('x'), burnt_by = (select max(id) from audit_entry) where id = (select min(id) from audit_entry)",
                "update audit_entry set subjects = array_fill('erased'::text, array[cardinality(subjects)]) where id = (select min(id) from audit_entry)",
                "update audit_entry set subjects = '{erased,another}' where id = (select max(id) from audit_entry where burnt_by is not null)",
                "update audit_entry set facts = facts - 'erasure' where id = (select max(id) from audit_entry where act = 'audit.burnt')",
                "update audit_leaf set commitment = sha256('x') where entry = (select max(entry) from audit_leaf)",
                "update audit_tree set leaf_hash = sha256('x') where position = 0",
                "update audit_tree set position = position + 1000000 where position = (select max(position) from audit_tree)",
                "delete from audit_tree where position = (select max(position) from audit_tree)",
                "delete from audit_tree where position = (select max(position) / 2 from audit_tree)",
                "update audit_checkpoint set root = sha256('x') where size = (select max(size) from audit_checkpoint)",
                "update audit_checkpoint set signature = sha256('x') where size = (select max(size) from audit_checkpoint)",
                "delete from audit_checkpoint where size = (select max(size) from audit_checkpoint)"
            })
    void everyTamperingIsFound(String tampering) throws SQLException {
        assertThat(verification.verify().isSound()).isTrue();
        assertThat(tamper(tampering)).isPositive();

        AuditVerification.Report after = verification.verify();

        assertThat(after.isSound()).isFalse();
        restore();
        assertThat(verification.verify().faults()).isEmpty();
    }

    @Test
    void theApplicationsRoleMayNeitherChangeNorDelete() throws SQLException {
        try (Connection connection = access.connect(DatabaseAccess.Role.APP);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("audit_entry", "audit_leaf", "audit_tree", "audit_checkpoint")) {
                assertThat(refused(statement, "delete from " + table)).isTrue();
            }
            assertThat(refused(statement, "update audit_entry set act = 'x.y'")).isTrue();
        }
    }

    @Test
    void anAddressIsRefusedBeforeItIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditAct.of("item.read", AuditActor.system("test"), "https://host.example/"));
    }

    private static AuditAct act() {
        return new AuditAct(
                "item.matched",
                AuditActor.system("test"),
                List.of(UUID.randomUUID().toString()),
                Map.of("count", "7"));
    }

    private static boolean refused(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return false;
        } catch (SQLException e) {
            return "42501".equals(e.getSQLState()); // insufficient_privilege
        }
    }

    /** With row-level security lifted for the owner, as somebody who owns the tables could. A copy is kept beside. */
    private int tamper(String sql) throws SQLException {
        try (Connection connection = access.connect(DatabaseAccess.Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table audit_entry no force row level security");
            for (String table : TABLES) {
                statement.execute("create table kept_%s as table %s".formatted(table, table));
            }
            return statement.executeUpdate(sql);
        }
    }

    private void restore() throws SQLException {
        try (Connection connection = access.connect(DatabaseAccess.Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : TABLES.reversed()) {
                if (!table.equals("audit_entry") && !table.equals("audit_leaf")) {
                    statement.execute("delete from " + table);
                    statement.execute("insert into %s select * from kept_%s".formatted(table, table));
                }
            }
            statement.execute(
                    "update audit_leaf l set commitment = k.commitment from kept_audit_leaf k where k.entry = l.entry");
            statement.execute("""
                    update audit_entry e set act = k.act, facts = k.facts, at = k.at, actor_id = k.actor_id,
                        subjects = k.subjects, salt = k.salt, subject_salts = k.subject_salts, burnt_by = k.burnt_by
                    from kept_audit_entry k where k.id = e.id
                    """);
            for (String table : TABLES) {
                statement.execute("drop table kept_" + table);
            }
            statement.execute("alter table audit_entry force row level security");
            connection.commit();
        }
    }

    private static final List<String> TABLES = List.of("audit_entry", "audit_leaf", "audit_tree", "audit_checkpoint");
}
