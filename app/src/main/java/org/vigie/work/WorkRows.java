package org.vigie.work;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The work table. All its SQL is here. */
@Repository
class WorkRows {
    private final JdbcClient db;

    WorkRows(JdbcClient db) {
        this.db = db;
    }

    /** A row that waits keeps the earlier time; one that is being worked on will be worked on again. */
    void add(String kind, @Nullable OrgId org, UUID subject, Instant due) {
        db.sql("""
                insert into work (id, kind, org_id, subject, due) values (:id, :kind, :org, :subject, :due)
                on conflict (kind, subject) where set_aside_at is null do update
                set due = case when work.claimed_until is null then least(work.due, excluded.due) else excluded.due end,
                    generation = work.generation + 1
                """)
                .param("id", UUID.randomUUID())
                .param("kind", kind)
                .param("org", org == null ? null : org.value())
                .param("subject", subject)
                .param("due", utc(due))
                .update();
    }

    List<Claimed> claim(Set<String> kinds, Instant now, Duration lease, int batch) {
        return db.sql("""
                update work set claimed_until = :until
                where id in (
                    select id from work
                    where set_aside_at is null and due <= :now and (claimed_until is null or claimed_until < :now)
                      and kind = any (:kinds)
                    order by due, id limit :batch
                    for update skip locked)
                returning id, kind, org_id, subject, failures, generation
                """)
                .param("until", utc(now.plus(lease)))
                .param("now", utc(now))
                .param("kinds", kinds.toArray(String[]::new))
                .param("batch", batch)
                .query(WorkRows::row)
                .list();
    }

    /** The row of that subject, if it is due and nobody works on it. */
    Optional<Claimed> claim(String kind, UUID subject, Instant now, Duration lease) {
        return db.sql("""
                update work set claimed_until = :until
                where id in (
                    select id from work
                    where set_aside_at is null and due <= :now and (claimed_until is null or claimed_until < :now)
                      and kind = :kind and subject = :subject
                    for update skip locked)
                returning id, kind, org_id, subject, failures, generation
                """)
                .param("until", utc(now.plus(lease)))
                .param("now", utc(now))
                .param("kind", kind)
                .param("subject", subject)
                .query(WorkRows::row)
                .optional();
    }

    /** Done, unless it was asked for again since it was claimed: then it stays, free to be claimed. */
    void done(Claimed work) {
        db.sql("delete from work where id = :id and generation = :generation")
                .param("id", work.id())
                .param("generation", work.generation())
                .update();
        db.sql("update work set claimed_until = null, failures = 0 where id = :id and generation <> :generation")
                .param("id", work.id())
                .param("generation", work.generation())
                .update();
    }

    void failed(Claimed work, Instant due, @Nullable Instant setAsideAt, String problem) {
        db.sql("""
                update work set claimed_until = null, failures = failures + 1, due = :due, set_aside_at = :setAside,
                    problem = :problem
                where id = :id
                """)
                .param("due", utc(due))
                .param("setAside", utc(setAsideAt))
                .param("problem", problem)
                .param("id", work.id())
                .update();
    }

    long waiting() {
        return db.sql("select count(*) from work where set_aside_at is null")
                .query(Long.class)
                .single();
    }

    long setAside() {
        return db.sql("select count(*) from work where set_aside_at is not null")
                .query(Long.class)
                .single();
    }

    private static Claimed row(ResultSet row, int number) throws SQLException {
        UUID org = Sql.optionalId(row, "org_id");
        return new Claimed(
                Sql.id(row, "id"),
                row.getString("kind"),
                org == null ? null : new OrgId(org),
                Sql.id(row, "subject"),
                row.getInt("failures"),
                row.getInt("generation"));
    }
}
