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

/** The table retention_request. */
@Repository
class RuleRequests {
    private static final String ALL = """
            select id, kind, days, basis, valid_from, asked_by, asked_at, agreed_by, agreed_at, begins, withdrawn_by, withdrawn_at
            from retention_request
            """;

    private final JdbcClient db;

    RuleRequests(JdbcClient db) {
        this.db = db;
    }

    void add(RuleRequest request, OrgId org) {
        db.sql("""
                insert into retention_request (id, org_id, kind, days, basis, valid_from, asked_by, asked_at)
                values (:id, :org, :kind, :days, :basis, :from, :by, :at)
                """)
                .param("id", request.id())
                .param("org", org.value())
                .param("kind", request.rule().kind())
                .param("days", request.rule().days())
                .param("basis", request.rule().basis())
                .param("from", request.rule().from())
                .param("by", request.askedBy())
                .param("at", utc(request.askedAt()))
                .update();
    }

    List<RuleRequest> newest(int limit) {
        return db.sql(ALL + "order by asked_at desc, id limit :limit")
                .param("limit", limit)
                .query(RuleRequests::row)
                .list();
    }

    /** Those that wait for a colleague since then, or, agreed to, begin after today. */
    List<RuleRequest> pending(Instant since, LocalDate today, int limit) {
        return db.sql(ALL + """
                where withdrawn_at is null and (begins > :today or (agreed_at is null and asked_at > :since))
                order by asked_at desc, id limit :limit
                """)
                .param("since", utc(since))
                .param("today", today)
                .param("limit", limit)
                .query(RuleRequests::row)
                .list();
    }

    /** One of them, kept from others until the transaction ends. */
    Optional<RuleRequest> lock(UUID id) {
        return db.sql(ALL + "where id = :id for update")
                .param("id", id)
                .query(RuleRequests::row)
                .optional();
    }

    void agreed(UUID id, UUID by, Instant at, LocalDate begins) {
        db.sql("""
                update retention_request set agreed_by = :by, agreed_at = :at, begins = :begins
                where id = :id and agreed_at is null and withdrawn_at is null
                """)
                .param("id", id)
                .param("by", by)
                .param("at", utc(at))
                .param("begins", begins)
                .update();
    }

    void withdrawn(UUID id, UUID by, Instant at) {
        db.sql("""
                update retention_request set withdrawn_by = :by, withdrawn_at = :at where id = :id and withdrawn_at is null
                """).param("id", id).param("by", by).param("at", utc(at)).update();
    }

    private static RuleRequest row(ResultSet row, int number) throws SQLException {
        return new RuleRequest(
                Sql.id(row, "id"),
                new Rule(
                        row.getString("kind"),
                        row.getInt("days"),
                        row.getString("basis"),
                        row.getObject("valid_from", LocalDate.class)),
                Sql.id(row, "asked_by"),
                Sql.at(row, "asked_at"),
                Sql.optionalId(row, "agreed_by"),
                Sql.instant(row, "agreed_at"),
                row.getObject("begins", LocalDate.class),
                Sql.optionalId(row, "withdrawn_by"),
                Sql.instant(row, "withdrawn_at"));
    }
}
