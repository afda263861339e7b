package org.vigie.indicator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** Reads the views that other modules publish. */
@Repository
class Stats {
    private final JdbcClient db;

    Stats(JdbcClient db) {
        this.db = db;
    }

    Figures.ReportToNotice reportToNotice(Instant since) {
        return db.sql("""
                select count(*) as notified,
                       percentile_disc(0.5) within group (order by extract(epoch from notified_at - received_at)) as median,
                       max(extract(epoch from notified_at - received_at)) as longest
                from stat_report
                where notified_at is not null and received_at >= :since
                  -- older ones are known by their day
                  and received_at <> (date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC')
                """)
                .param("since", Sql.utc(since))
                .query((row, number) -> new Figures.ReportToNotice(
                        row.getLong("notified"), seconds(row, "median"), seconds(row, "longest")))
                .single();
    }

    /** Newest notices first. */
    List<Removal> removals(Instant since, int limit) {
        return db.sql("""
                select notified_at, last_seen_up, first_seen_down
                from stat_item_spell
                where notified_at >= :since
                order by notified_at desc
                limit :limit
                """)
                .param("since", Sql.utc(since))
                .param("limit", limit)
                .query((row, number) -> new Removal(
                        Sql.at(row, "notified_at"), Sql.at(row, "last_seen_up"), Sql.instant(row, "first_seen_down")))
                .list();
    }

    List<Figures.StateCount> states() {
        return db.sql("select state, sum(items) as items from stat_item_state group by state order by state limit 50")
                .query((row, number) -> new Figures.StateCount(row.getString("state"), row.getLong("items")))
                .list();
    }

    long stillUp() {
        return db.sql("select count(*) from stat_item_spell where still_up")
                .query(Long.class)
                .single();
    }

    long exposures() {
        return db.sql("select coalesce(sum(exposures), 0) from stat_exposure")
                .query(Long.class)
                .single();
    }

    WaitingReports waitingReports() {
        // one that is held back waits too, for a person
        return db.sql("""
                select count(*) as reports, min(received_at) as oldest
                from stat_report
                where fetching in ('WAITING', 'HELD_BACK')
                """)
                .query((row, number) ->
                        new WaitingReports(row.getLong("reports"), Optional.ofNullable(Sql.instant(row, "oldest"))))
                .single();
    }

    record WaitingReports(long reports, Optional<Instant> oldest) {}

    private static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(value * 1000)));
    }
}
