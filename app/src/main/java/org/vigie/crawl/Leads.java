package org.vigie.crawl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The leads of the organisation that is bound. */
@Repository
class Leads {
    private final JdbcClient jdbc;

    Leads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(LeadId id, Lead lead, Instant now) {
        jdbc.sql("""
                insert into lead (id, org_id, purpose, scope, depth, budget, delay_ms, robots, subject, started_at)
                values (:id, :org, :purpose, :scope, :depth, :budget, :delay, :robots, :subject, :now)""")
                .param("id", id.value())
                .param("org", lead.org().value())
                .param("purpose", lead.purpose().name())
                .param("scope", lead.scope().name())
                .param("depth", lead.depth())
                .param("budget", lead.budget())
                .param("delay", Math.toIntExact(lead.delay().toMillis()))
                .param("robots", lead.robots().name())
                .param("subject", lead.subject())
                .param("now", Sql.utc(now))
                .update();
    }

    /** Locks it, too, so that one worker at a time judges whether it is at its end. */
    LeadTerms lock(LeadId id) {
        return jdbc.sql("""
                select scope, depth, robots, finished_at, stopped_at from lead where id = :id for no key update""")
                .param("id", id.value())
                .query((row, number) -> new LeadTerms(
                        id,
                        Scope.valueOf(row.getString("scope")),
                        row.getInt("depth"),
                        RobotsPolicy.valueOf(row.getString("robots")),
                        Sql.instant(row, "finished_at") != null,
                        Sql.instant(row, "stopped_at") != null))
                .single();
    }

    boolean exists(LeadId id) {
        return jdbc.sql("select 1 from lead where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Marks it as stopped by a person; false where it is stopped or finished already, or is none of this organisation. */
    boolean stop(LeadId id, Instant now) {
        return jdbc.sql(
                                "update lead set stopped_at = :now where id = :id and stopped_at is null and finished_at is null")
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** Those about that subject. */
    List<LeadId> about(UUID subject) {
        return jdbc.sql("select id from lead where subject = :subject order by id")
                .param("subject", subject)
                .query((row, number) -> new LeadId(Sql.id(row, "id")))
                .list();
    }

    void handOver(UUID subject, UUID to) {
        jdbc.sql("update lead set subject = :to where subject = :subject")
                .param("subject", subject)
                .param("to", to)
                .update();
    }

    /** From now on it is about nothing. */
    void cut(LeadId id) {
        jdbc.sql("update lead set subject = id where id = :id")
                .param("id", id.value())
                .update();
    }

    /** Leaves the day on which it ran. */
    void forgetTimes(LeadId id) {
        jdbc.sql("""
                update lead set started_at = date_trunc('day', started_at at time zone 'UTC') at time zone 'UTC',
                    stopped_at = date_trunc('day', stopped_at at time zone 'UTC') at time zone 'UTC',
                    finished_at = date_trunc('day', finished_at at time zone 'UTC') at time zone 'UTC'
                where id = :id""").param("id", id.value()).update();
    }

    boolean isStopped(LeadId id) {
        return jdbc.sql("select 1 from lead where id = :id and stopped_at is not null")
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes one request of the budget; false where none is left. */
    boolean spend(LeadId id) {
        return jdbc.sql("update lead set spent = spent + 1 where id = :id and spent < budget")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    void addCut(LeadId id, int links) {
        jdbc.sql("update lead set links_cut = links_cut + :links where id = :id")
                .param("id", id.value())
                .param("links", links)
                .update();
    }

    /** Ends it if nothing waits, and gives what it was about; call {@link #lock} in an earlier statement. */
    Optional<UUID> finishIfDone(LeadId id, Instant now) {
        return jdbc.sql("""
                update lead set finished_at = :now
                where id = :id and finished_at is null
                  and not exists (select 1 from visit where lead_id = :id and state = 'QUEUED')
                returning subject""")
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .query(UUID.class)
                .optional();
    }

    Optional<LeadSummary> summary(LeadId id) {
        return jdbc.sql("select spent, started_at, finished_at from lead where id = :id")
                .param("id", id.value())
                .query((row, number) -> summary(id, row))
                .optional();
    }

    private LeadSummary summary(LeadId id, ResultSet lead) throws SQLException {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        jdbc.sql("""
                select reason, count(*) as visits from visit
                where lead_id = :id and state = 'ENDED' group by reason
                union all
                select r.reason, count(*) from url_refused r
                where r.lead_id = :id and not exists (select 1 from url_seen s where s.lead_id = :id and s.mac = r.mac)
                group by r.reason""")
                .param("id", id.value())
                .query((row, number) ->
                        reasons.merge(Reason.valueOf(row.getString("reason")), row.getInt("visits"), Integer::sum))
                .list();
        Counts counts = jdbc.sql("""
                select count(distinct sha256) filter (where reason = 'PICTURE') as distinct_images,
                    count(undecodable) as undecodable,
                    count(*) filter (where state = 'QUEUED') as waiting,
                    count(*) filter (where charged and robots = 'REPORTED_ADDRESS') as past_robots
                from visit where lead_id = :id""")
                .param("id", id.value())
                .query((row, number) -> new Counts(
                        row.getInt("distinct_images"),
                        row.getInt("undecodable"),
                        row.getInt("waiting"),
                        row.getInt("past_robots")))
                .single();
        return new LeadSummary(
                id,
                lead.getInt("spent"),
                reasons.getOrDefault(Reason.PAGE, 0),
                reasons.getOrDefault(Reason.PICTURE, 0),
                counts.distinctImages(),
                counts.undecodable(),
                counts.waiting(),
                reasons.getOrDefault(Reason.ROBOTS, 0),
                counts.pastRobots(),
                of(reasons, Reason.Sort.ERROR),
                of(reasons, Reason.Sort.SKIPPED),
                Sql.at(lead, "started_at"),
                Sql.instant(lead, "finished_at"));
    }

    private record Counts(int distinctImages, int undecodable, int waiting, int pastRobots) {}

    private static Map<Reason, Integer> of(Map<Reason, Integer> reasons, Reason.Sort sort) {
        Map<Reason, Integer> found = new EnumMap<>(Reason.class);
        reasons.forEach((reason, count) -> {
            if (reason.sort() == sort) {
                found.put(reason, count);
            }
        });
        return found;
    }
}
