package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.DatabaseAccess;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/**
 * S10. Puts rows of one organisation, in a compartment and outside, into every table that the catalog knows, past all
 * constraints, in a transaction that is never committed; and then, as the application, asks for them and tries to change them
 * with the organisation, the person and the compartments unset, wrong, forged or somebody else's.
 */
@Tag("figures")
@VigieTest
class SqlWallsTest {
    private static final UUID VICTIM = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final UUID COMPARTMENT = UUID.fromString("00000000-0000-4000-8000-0000000000c1");
    private static final UUID OTHER_COMPARTMENT = UUID.fromString("00000000-0000-4000-8000-0000000000c2");

    /** What a caller who cannot be who they want to be might send instead. */
    private static final List<String> FORGED = List.of(
            "",
            " ",
            "*",
            "%",
            "all",
            "ALL",
            "null",
            "{}",
            "{" + VICTIM + "}",
            "' or true --",
            "00000000-0000-0000-0000-000000000000",
            VICTIM + " ",
            "{" + VICTIM + "} or",
            VICTIM + "," + OTHER,
            "current_user",
            "vigie_owner",
            "\\\\x00",
            "-1");

    /** Reads of rows of the victim; each gives rows where one is seen. */
    private static final List<String> READS = List.of(
            "select 1 from %1$s where org_id = '%2$s'",
            "select 1 from %1$s where org_id is not distinct from '%2$s'",
            "select 1 from (select count(*) as n from %1$s where org_id = '%2$s') c where n > 0",
            "select 1 from (select t.* from %1$s t union all select t.* from %1$s t) u where org_id = '%2$s'",
            "select 1 where exists (select 1 from %1$s where org_id::text like '%2$s')",
            "select 1 from %1$s a join %1$s b using (org_id) where a.org_id = '%2$s'",
            "with w as materialized (select * from %1$s) select 1 from w where org_id = '%2$s'",
            "select 1 from (select to_jsonb(t) ->> 'org_id' as o from %1$s t) j where o = '%2$s'",
            "select 1 from %1$s where org_id = '%2$s' or true and org_id = '%2$s' limit 1",
            "select 1 from pg_stats where schemaname = 'public' and tablename = '%1$s'");

    /** Writes to rows of the victim; each must be refused, or change nothing. */
    private static final List<String> WRITES = List.of(
            "insert into %1$s (org_id) values ('%2$s')",
            "insert into %1$s (org_id) select '%2$s'::uuid from generate_series(1, 2)",
            "insert into %1$s (org_id) values ('%2$s') on conflict do nothing",
            "update %1$s set org_id = org_id where org_id = '%2$s'",
            "update %1$s set org_id = '%3$s' where org_id = '%2$s'",
            "delete from %1$s where org_id = '%2$s'",
            "delete from %1$s using (select 1) one where org_id::text = '%2$s'");

    @Autowired
    private DatabaseAccess access;

    private final Random random = new Random(10);
    private final List<String> leaks = new ArrayList<>();
    private int statements;

    @Test
    void noStatementOfTheApplicationPassesTheWallOfAnOrganisation() throws Exception {
        try (Connection database = planted()) {
            List<String> tables = Planting.tables(database, "org_id");
            assertThat(tables).contains("audit_entry", "item", "report", "compartment", "compartment_member");
            var bindings = new LinkedHashMap<String, @Nullable String>();
            bindings.put("unset", null);
            bindings.put("another", OTHER.toString());
            bindings.put("wrong", UUID.randomUUID().toString());
            for (int round = 0; round < Figure.rounds(1, 20); round++) {
                bindings.put("forged " + round, forgedOrganisation());
            }
            for (String table : tables) {
                for (var binding : bindings.entrySet()) {
                    for (String read : READS) {
                        bind(database, binding.getValue(), forged(), random.nextBoolean() ? "all" : forged());
                        tryOne(database, binding.getKey(), read.formatted(table, VICTIM), true);
                    }
                    for (String write : WRITES) {
                        bind(database, binding.getValue(), forged(), random.nextBoolean() ? "all" : forged());
                        tryOne(database, binding.getKey(), write.formatted(table, VICTIM, OTHER), false);
                    }
                }
            }
            assertThat(rows(database, tables, VICTIM))
                    .as("all rows are still there")
                    .isEqualTo(planted(database, tables));
            database.rollback();
        }
        assertThat(leaks).isEmpty();
        Figure.keep(
                "S10",
                "%,d statements as the application for rows of another organisation: 0 rows, 0 changes"
                        .formatted(statements));
    }

    @Test
    void noStatementOfTheApplicationPassesTheWallOfACompartment() throws Exception {
        try (Connection database = planted()) {
            List<String> tables = Planting.tables(database, "compartment_id").stream()
                    .filter(table -> !table.startsWith("compartment"))
                    .toList();
            assertThat(tables).contains("item", "report", "notice", "sighting", "lead");
            List<@Nullable String> reaches = new ArrayList<>(FORGED);
            reaches.remove("all");
            reaches.add(null);
            reaches.add("{" + OTHER_COMPARTMENT + "}");
            for (int round = 0; round < Figure.rounds(1, 8); round++) {
                for (String table : tables) {
                    for (String reach : reaches) {
                        String inside = "compartment_id = '" + COMPARTMENT + "'";
                        for (String statement : List.of(
                                "select 1 from %s where %s",
                                "select 1 from (select count(*) n from %s where %s) c where n > 0",
                                "with w as materialized (select * from %s) select 1 from w where %s")) {
                            bind(database, VICTIM.toString(), forged(), reach);
                            tryOne(database, "reach " + reach, statement.formatted(table, inside), true);
                        }
                        for (String statement : List.of(
                                "update %s set org_id = org_id where %s",
                                "update %s set compartment_id = null where %s", "delete from %s where %s")) {
                            bind(database, VICTIM.toString(), forged(), reach);
                            tryOne(database, "reach " + reach, statement.formatted(table, inside), false);
                        }
                        bind(database, VICTIM.toString(), forged(), reach);
                        tryOne(
                                database,
                                "reach " + reach,
                                "update %s set compartment_id = '%s' where compartment_id is null"
                                        .formatted(table, COMPARTMENT),
                                false);
                    }
                }
            }
            database.rollback();
        }
        assertThat(leaks).isEmpty();
        Figure.keep(
                "S10-compartments",
                "%,d statements as the application for rows in a compartment of others: 0 rows, 0 changes"
                        .formatted(statements));
    }

    /** Proves that the tries above would notice: who is bound rightly sees one row outside, and in a compartment one more. */
    @Test
    void whoIsBoundRightlySeesWhatTheyMay() throws Exception {
        try (Connection database = planted()) {
            for (String table : Planting.tables(database, "compartment_id")) {
                if (table.startsWith("compartment")) {
                    continue;
                }
                String count = "select count(*) from %s where org_id = '%s'".formatted(table, VICTIM);
                bind(database, VICTIM.toString(), "", "");
                assertThat(Planting.ask(database, count)).as(table).containsExactly("1");
                bind(database, VICTIM.toString(), "", "{" + COMPARTMENT + "}");
                assertThat(Planting.ask(database, count)).as(table).containsExactly("2");
                bind(database, VICTIM.toString(), "", "all");
                assertThat(Planting.ask(database, count)).as(table).containsExactly("2");
            }
            database.rollback();
        }
    }

    /**
     * Read from the catalog: each takes one exact secret or name, and answers with ids alone. The two that look through the audit
     * log are not for who comes in: they ask for the bound organisation itself, which {@code AuditSearchTest} holds them to.
     */
    @Test
    void functionsThatLendTheirOwnersRightsAnswerNothingThatWasNotNamed() throws Exception {
        try (Connection database = planted()) {
            List<String> functions = Planting.ask(database, """
                    select p.proname || ' ' || format_type(p.proargtypes[0], null) from pg_proc p
                    join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef and p.proname not in ('entries_about', 'entries_naming') order by 1
                    """);
            assertThat(functions).isNotEmpty();
            assertThat(Planting.ask(database, """
                    select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                    where n.nspname = 'public' and p.prosecdef
                      and (p.pronargs <> 1 and p.proname not in ('entries_about', 'entries_naming')
                           or p.proconfig is null or not 'search_path=pg_catalog, public' = any (p.proconfig)
                           or has_function_privilege('public', p.oid, 'execute')
                           or exists (select 1 from unnest(p.proallargtypes, p.proargmodes) a (type, mode)
                                      where a.mode = 't' and a.type <> 'uuid'::regtype))
                    """))
                    .as("takes more than one value, answers more than ids, or is open to everybody")
                    .isEmpty();
            for (String function : functions) {
                String name = function.substring(0, function.indexOf(' '));
                List<String> arguments = function.endsWith("bytea")
                        ? List.of("null", "'\\x'::bytea", "'\\x25'::bytea", "'%'::bytea")
                        : List.of("null", "''", "'%'", "'_'", "'a'' or true --'");
                for (String argument : arguments) {
                    tryOne(
                            database,
                            "unset",
                            "select 1 from %s(%s) as told where not (told is null)".formatted(name, argument),
                            true);
                }
            }
            database.rollback();
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void theApplicationTakesNoWallDown() throws Exception {
        for (String statement : List.of(
                "set local row_security = off; select 1 from item",
                "set local role vigie_owner",
                "set local session_replication_role = replica",
                "alter table item no force row level security",
                "alter table item disable row level security",
                "drop policy of_organisation on item",
                "drop policy need_to_know on item",
                "create policy mine on item using (true)",
                "alter table item disable trigger take_compartment",
                "create view public.all_items as select * from item",
                "create function public.all_items() returns bigint security definer language sql as 'select 1::bigint'")) {
            try (Connection app = access.connect(DatabaseAccess.Role.APP)) {
                assertThat(state(app, statement)).as(statement).isIn("42501", "42P17");
            }
        }
    }

    /** None that PostgreSQL would read as the id of the victim: it takes one in braces. */
    private String forgedOrganisation() {
        String forged = forged();
        return forged.equals("{" + VICTIM + "}") ? VICTIM + "}" : forged;
    }

    private String forged() {
        return FORGED.get(random.nextInt(FORGED.size()));
    }

    private void tryOne(Connection database, String binding, String sql, boolean isRead) throws SQLException {
        statements++;
        Savepoint before = database.setSavepoint();
        try (Statement statement = database.createStatement()) {
            boolean leaked = isRead ? statement.executeQuery(sql).next() : statement.executeUpdate(sql) > 0;
            if (leaked) {
                leaks.add(binding + ": " + sql);
            }
        } catch (SQLException refused) {
            // refused, or a setting that is no id: both show nothing; anything else is a mistake of this test
            if (!List.of("42501", "22P02", "22P05").contains(refused.getSQLState())) {
                leaks.add("%s: %s fails with %s".formatted(binding, sql, refused.getSQLState()));
            }
        }
        database.rollback(before);
        // or else thousands of them lie in one another, and each keeps a lock
        database.releaseSavepoint(before);
    }

    private static void bind(
            Connection database, @Nullable String org, @Nullable String person, @Nullable String compartments)
            throws SQLException {
        try (var statement = database.prepareStatement(
                "select set_config('vigie.org', ?, true), set_config('vigie.person', ?, true), set_config('vigie.compartments', ?, true)")) {
            statement.setString(1, org);
            statement.setString(2, person);
            statement.setString(3, compartments);
            statement.execute();
        }
    }

    /** A superuser's connection that has planted the rows and gone on as the application. */
    private Connection planted() throws SQLException, IOException {
        Connection database = Planting.superuser(access);
        database.setAutoCommit(false);
        Planting.execute(database, "set local session_replication_role = replica");
        List<String> walled = Planting.tables(database, "compartment_id");
        for (String table : Planting.tables(database, "org_id")) {
            Planting.loosen(database, table);
            Planting.execute(database, "insert into %s (org_id) values ('%s')".formatted(table, VICTIM));
            if (walled.contains(table)) {
                Planting.execute(
                        database,
                        "insert into %s (org_id, compartment_id) values ('%s', '%s')"
                                .formatted(table, VICTIM, COMPARTMENT));
            }
        }
        Planting.execute(database, "set local session_replication_role = origin");
        Planting.execute(database, "set local role vigie_app");
        return database;
    }

    private static List<String> planted(Connection database, List<String> tables) throws SQLException {
        List<String> walled = Planting.tables(database, "compartment_id");
        return tables.stream()
                .map(table -> table + (walled.contains(table) ? " 2" : " 1"))
                .toList();
    }

    private static List<String> rows(Connection database, List<String> tables, UUID org) throws SQLException {
        Planting.execute(database, "reset role");
        List<String> counts = new ArrayList<>();
        for (String table : tables) {
            counts.add(table + " "
                    + Planting.ask(database, "select count(*) from %s where org_id = '%s'".formatted(table, org))
                            .getFirst());
        }
        return counts;
    }

    private static String state(Connection database, String change) {
        try {
            database.setAutoCommit(false);
            Planting.execute(database, change);
            return "done";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
