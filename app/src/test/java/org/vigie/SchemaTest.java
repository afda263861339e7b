package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.testing.Golden;
import org.vigie.testing.VigieTest;

/** What the migrations make of an empty database, and the rules every table keeps. Tables are asked of the catalog. */
@VigieTest
class SchemaTest {
    private static final String REFUSED = "42501";
    private static final UUID OURS = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID OTHERS = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private static final String TABLES = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'flyway_schema_history'
            """;

    /**
     * Who comes in belongs to an organisation that is found by the name, link or token they give: a few look-ups, ids only. And the
     * index of the audit log's subjects serves nobody under the rules for rows: these look-ups give ids of the bound organisation.
     */
    private static final Set<String> LOOK_UPS_PAST_THE_RULES = Set.of(
            "entries_about",
            "entries_naming",
            "find_sign_in",
            "find_link",
            "find_passkey",
            "find_api_client",
            "find_api_token",
            "org_of_api_client",
            "find_organisation_sign_in");

    private static final Set<String> POLICIES_FOR_LOOK_UPS = Set.of(
            "audit_entry: for_subjects",
            "passkey: for_sign_in",
            "person: for_sign_in",
            "person_link: for_sign_in",
            "api_client: for_sign_in",
            "api_token: for_sign_in",
            "organisation_sign_in: for_sign_in");

    @Autowired
    private DatabaseAccess access;

    @Test
    void theSchemaIsTheOneThatWasReviewed() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            Golden.compare(Path.of("db", "schema.sql"), SchemaText.of(owner));
        }
    }

    @Test
    void everyTableIsKeptPerOrganisationOrNamedAsAnExceptionWithItsReason() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            List<String> platform = Planting.ask(owner, "select name from platform_table where length(reason) > 10");
            List<String> kept = organisationTables(owner);
            List<String> rest = Planting.ask(owner, TABLES);
            rest.removeAll(platform);
            rest.removeAll(kept);
            assertThat(rest)
                    .as("neither forced row-level security by org_id nor a platform table")
                    .isEmpty();
            assertThat(platform).as("both").doesNotContainAnyElementsOf(kept);
            assertThat(Planting.ask(owner, TABLES))
                    .as("a platform table that is no table")
                    .containsAll(platform);
        }
    }

    @Test
    void theOrganisationOfARowIsNeverUnknown() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            assertThat(Planting.ask(owner, """
                    select attrelid::regclass::text from pg_attribute join pg_class c on c.oid = attrelid
                    where attname = 'org_id' and not attnotnull and c.relkind in ('r', 'p') and c.relrowsecurity
                    """))
                    .as("only the audit log also holds acts of the platform")
                    .containsExactly("audit_entry");
        }
    }

    @Test
    void aPolicyThatLooksPastTheOrganisationIsForARoleThatOnlyReads() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            assertThat(Planting.ask(owner, """
                    select tablename || ': ' || policyname from pg_policies
                    where schemaname = 'public' and permissive = 'PERMISSIVE'
                      and (coalesce(qual, 'true') not like '%vigie.org%' or coalesce(with_check, qual, 'true') not like '%vigie.org%')
                      and not (cmd = 'SELECT' and roles <@ array['vigie_index', 'vigie_verifier']::name[])
                    """)).isSubsetOf(POLICIES_FOR_LOOK_UPS);
        }
    }

    @Test
    void theRolesThatServeOwnNothingAndMayNothingSpecial() throws Exception {
        String serving = "('vigie_app', 'vigie_index', 'vigie_verifier')";
        try (Connection owner = access.connect(Role.OWNER)) {
            assertThat(Planting.ask(owner, """
                    select rolname from pg_roles where rolname like 'vigie%'
                    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                    """)).isEmpty();
            assertThat(Planting.ask(
                            owner, "select relname from pg_class where pg_get_userbyid(relowner) in " + serving))
                    .isEmpty();
            assertThat(Planting.ask(owner, "select proname from pg_proc where pg_get_userbyid(proowner) in " + serving))
                    .isEmpty();
            assertThat(Planting.ask(
                            owner,
                            "select rolname from pg_roles where rolname in " + serving
                                    + " and has_schema_privilege(oid, 'public', 'create')"))
                    .isEmpty();
            assertThat(Planting.ask(
                            owner,
                            "select rolname from pg_auth_members join pg_roles r on r.oid = member where rolname in "
                                    + serving))
                    .as("members of another role")
                    .isEmpty();
            assertThat(Planting.ask(
                            owner,
                            "select proname from pg_proc join pg_namespace n on n.oid = pronamespace"
                                    + " where nspname = 'public' and prosecdef"))
                    .as("functions that lend their owner's rights")
                    .isSubsetOf(LOOK_UPS_PAST_THE_RULES);
        }
    }

    @Test
    void rolesMayNoMoreThanTheirPart() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            assertThat(Planting.ask(owner, """
                    select c.relname || ': ' || case grantee when 0 then 'public' else pg_get_userbyid(grantee) end
                        || ' ' || privilege_type
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl)
                    where n.nspname = 'public' and grantee <> relowner and not (
                        pg_get_userbyid(grantee) in ('vigie_index', 'vigie_verifier') and privilege_type = 'SELECT'
                        or pg_get_userbyid(grantee) = 'vigie_app'
                            and privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE'))
                    """)).isEmpty();
            assertThat(Planting.ask(owner, """
                    select c.relname || ' ' || privilege_type from pg_class c, aclexplode(c.relacl)
                    where c.relname like 'audit%' and c.relname <> 'audit_pending' and pg_get_userbyid(grantee) = 'vigie_app'
                      and privilege_type not in ('SELECT', 'INSERT')
                    """))
                    .as("the audit log is never changed")
                    .isEmpty();
        }
    }

    /** A view shows what its owner sees, unless it says otherwise; and the owner sees people of all, at sign-in. */
    @Test
    void aViewShowsOnlyWhatTheOneWhoAsksMaySee() throws Exception {
        try (Connection owner = access.connect(Role.OWNER)) {
            assertThat(Planting.ask(owner, """
                    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = 'public' and c.relkind in ('v', 'm')
                      and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false)
                    """)).isEmpty();
        }
    }

    @Test
    void theAuditLogCannotBeChangedByTheApplication() throws Exception {
        for (String table : List.of("audit_entry", "audit_leaf", "audit_tree", "audit_checkpoint")) {
            String column = table.equals("audit_entry") ? "act" : table.equals("audit_checkpoint") ? "note" : "entry";
            for (String change : List.of(
                    "delete from " + table,
                    "truncate " + table,
                    "drop table " + table,
                    "update %s set %s = %s".formatted(table, column, column))) {
                try (Connection app = access.connect(Role.APP)) {
                    assertThat(stateOf(app, change)).as(change).isEqualTo(REFUSED);
                }
            }
        }
    }

    /**
     * Puts a row of one organisation into every table, past all its constraints, and looks at it as the application: in a
     * transaction that is never committed.
     */
    @Test
    void nobodySeesRowsOfAnotherOrganisationAndWhoIsBoundToNoneSeesNothing() throws Exception {
        Map<String, List<Long>> seen = new LinkedHashMap<>();
        try (Connection superuser = Planting.superuser(access);
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            List<String> tables = organisationTables(superuser);
            assertThat(tables).contains("audit_entry", "item", "hash_list");
            statement.execute("set local session_replication_role = replica");
            for (String table : tables) {
                Planting.loosen(superuser, table);
                statement.execute("insert into %s (org_id) values ('%s')".formatted(table, OURS));
            }
            statement.execute("set local role vigie_app");
            // whoever sees every compartment sees those of the own organisation only
            statement.execute("set local vigie.compartments = 'all'");
            for (String table : tables) {
                List<Long> counts = new ArrayList<>();
                for (String bound : List.of("", OTHERS.toString(), OURS.toString())) {
                    bind(superuser, bound);
                    counts.add(mayRead(superuser, table) ? count(superuser, table) : -1);
                }
                seen.put(table, counts);
            }
            superuser.rollback();
        }
        assertThat(seen)
                .allSatisfy((table, counts) -> assertThat(counts.toString())
                        .as(
                                "rows of %s seen by: no organisation, another one, its own; -1 where it may not read at all",
                                table)
                        .isIn("[0, 0, 1]", "[-1, -1, -1]"));
    }

    /** Row-level security is checked before any constraint, so that an otherwise empty row tells. */
    @Test
    void nobodyWritesARowForAnotherOrganisationOrForNone() throws Exception {
        try (Connection app = access.connect(Role.APP)) {
            app.setAutoCommit(false);
            for (String table : organisationTables(app)) {
                String insert = "insert into %s (org_id) values ('%s')".formatted(table, OURS);
                app.rollback();
                assertThat(stateOf(app, insert)).as("unbound, into %s", table).isEqualTo(REFUSED);
                app.rollback();
                bind(app, OTHERS.toString());
                assertThat(stateOf(app, insert))
                        .as("bound to another, into %s", table)
                        .isEqualTo(REFUSED);
                app.rollback();
                bind(app, OURS.toString());
                assertThat(stateOf(app, insert))
                        .as("its own, into %s: only a constraint stands in the way", table)
                        .startsWith(mayInsert(app, table) ? "23" : REFUSED);
            }
        }
    }

    private static List<String> organisationTables(Connection database) throws SQLException {
        return Planting.ask(database, TABLES + """
                and c.relrowsecurity and c.relforcerowsecurity
                and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'org_id' and not attisdropped)
                and exists (select 1 from pg_policy where polrelid = c.oid)
                """);
    }

    private static void bind(Connection database, String org) throws SQLException {
        Planting.execute(database, "select set_config('vigie.org', '%s', true)".formatted(org));
    }

    private static boolean mayRead(Connection database, String table) throws SQLException {
        return Planting.ask(database, "select has_table_privilege('vigie_app', '%s', 'select')::text".formatted(table))
                .contains("true");
    }

    private static boolean mayInsert(Connection database, String table) throws SQLException {
        database.rollback();
        return Planting.ask(database, "select has_table_privilege('vigie_app', '%s', 'insert')::text".formatted(table))
                .contains("true");
    }

    private static long count(Connection database, String table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from %s where org_id = '%s'".formatted(table, OURS))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String stateOf(Connection database, String change) {
        try {
            Planting.execute(database, change);
            return "done";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
