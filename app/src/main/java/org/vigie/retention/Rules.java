package org.vigie.retention;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/**
 * The tables retention_rule and retention_run: only ever added to. What two administrators agreed to counts as a rule, too, and
 * is read here from retention_request.
 */
@Repository
class Rules {
    private static final String ALL = """
            (select id, kind, days, basis, valid_from, set_at, false as can_be_withdrawn from retention_rule
             union all
             select id, kind, days, basis, begins, agreed_at, begins > :today from retention_request
             where agreed_at is not null and withdrawn_at is null) r
            """;

    private final JdbcClient db;

    Rules(JdbcClient db) {
        this.db = db;
    }

    /** Until the transaction ends nobody else sets a rule of that kind, or asks for one. */
    void lock(OrgId org, String kind) {
        db.sql("select pg_advisory_xact_lock(hashtext('retention_rule'), hashtext(:what))::text")
                .param("what", org.value() + kind)
                .query(String.class)
                .single();
    }

    void add(Rule rule, OrgId org, UUID by, Instant at) {
        db.sql("""
                insert into retention_rule (id, org_id, kind, days, basis, valid_from, set_by, set_at)
                values (:id, :org, :kind, :days, :basis, :from, :by, :at)
                """)
                .param("id", UUID.randomUUID())
                .param("org", org.value())
                .param("kind", rule.kind())
                .param("days", rule.days())
                .param("basis", rule.basis())
                .param("from", rule.from())
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    List<Rule> newest(LocalDate today, int limit) {
        return db.sql("select kind, days, basis, valid_from from " + ALL
                        + "order by valid_from desc, set_at desc, id limit :limit")
                .param("today", today)
                .param("limit", limit)
                .query(Rules::rule)
                .list();
    }

    /** The one that counts on that day, if nobody withdraws anything. */
    Optional<Rule> on(String kind, LocalDate day) {
        return on(kind, day, day, "");
    }

    /** The one that would count on that day if everything was withdrawn that still can be. */
    Optional<Rule> standingOn(String kind, LocalDate day, LocalDate today) {
        return on(kind, day, today, "and not can_be_withdrawn ");
    }

    private Optional<Rule> on(String kind, LocalDate day, LocalDate today, String condition) {
        return db.sql("select kind, days, basis, valid_from from " + ALL
                        + "where kind = :kind and valid_from <= :day " + condition
                        + "order by valid_from desc, set_at desc, id limit 1")
                .param("kind", kind)
                .param("day", day)
                .param("today", today)
                .query(Rules::rule)
                .optional();
    }

    void add(Run run, OrgId org) {
        db.sql("""
                insert into retention_run (id, org_id, at, erased, held, failed, whole)
                values (:id, :org, :at, :erased, :held, :failed, :whole)
                """)
                .param("id", UUID.randomUUID())
                .param("org", org.value())
                .param("at", utc(run.at()))
                .param("erased", run.erased())
                .param("held", run.held())
                .param("failed", run.failed())
                .param("whole", run.isWhole())
                .update();
    }

    Optional<Run> lastRun() {
        return db.sql("select at, erased, held, failed, whole from retention_run order by at desc, id limit 1")
                .query((row, number) -> new Run(
                        Sql.at(row, "at"),
                        row.getInt("erased"),
                        row.getInt("held"),
                        row.getInt("failed"),
                        row.getBoolean("whole")))
                .optional();
    }

    private static Rule rule(ResultSet row, int number) throws SQLException {
        return new Rule(
                row.getString("kind"),
                row.getInt("days"),
                row.getString("basis"),
                row.getObject("valid_from", LocalDate.class));
    }
}
