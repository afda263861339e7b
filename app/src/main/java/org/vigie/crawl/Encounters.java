package org.vigie.crawl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;

/**
 * Finds where an address was met, by its keyed code. {@code visit}, {@code url_refused} and {@code host} are platform tables
 * that hold the rows of all organisations: those of leads are reached through {@code lead}, of which the database shows only
 * the rows of the organisation that is bound, and those of looks by the organisation they carry, which is the one that is
 * bound. A host is read only where such a row waits there.
 */
@Repository
class Encounters {
    private final JdbcClient jdbc;

    Encounters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first: what is to be fetched, and what was, or was given up. */
    List<Encounter> visits(String mac, Instant now, int limit) {
        return jdbc.sql("""
                select v.lead_id, v.item_id, v.purpose as visit_purpose, v.state, v.reason, v.due, v.ended_at, v.http_status,
                    v.found_item, v.tries, v.own_failures, v.charged, l.purpose, l.started_at, l.stopped_at, l.finished_at,
                    l.spent, l.budget, h.next_at, h.lease_until, h.busy, h.busy_delay_ms, h.failures
                from visit v left join lead l on l.id = v.lead_id join host h on h.id = v.host_id
                where v.mac = decode(:mac, 'hex') and v.org_id = :org and (v.lead_id is null or l.id is not null)
                order by v.seq desc limit :limit""")
                .param("mac", mac)
                .param("org", CurrentOrganisation.require().value())
                .param("limit", limit)
                .query((row, number) -> encounter(row, now))
                .list();
    }

    /** Newest lead first: where a page named it and it was left alone. */
    List<Encounter> leftAlone(String mac, int limit) {
        return jdbc.sql("""
                select l.id as lead_id, l.purpose, l.started_at, l.stopped_at, l.finished_at, r.reason
                from url_refused r join lead l on l.id = r.lead_id
                where r.mac = decode(:mac, 'hex')
                order by l.started_at desc, l.id limit :limit""")
                .param("mac", mac)
                .param("limit", limit)
                .query((row, number) ->
                        (Encounter) new Encounter.LeftAlone(ofLead(row), Reason.valueOf(row.getString("reason"))))
                .list();
    }

    private static Encounter encounter(ResultSet row, Instant now) throws SQLException {
        Encounter.Origin origin = Sql.optionalId(row, "lead_id") == null ? ofLook(row) : ofLead(row);
        Reason reason = reason(row);
        if (row.getString("state").equals("QUEUED")) {
            return new Encounter.Waiting(
                    origin, facts(row, origin.state(), reason, now), row.getInt("tries") + row.getInt("own_failures"));
        }
        UUID found = Sql.optionalId(row, "found_item");
        return new Encounter.Ended(
                origin,
                Optional.ofNullable(reason).orElseThrow(),
                Sql.at(row, "ended_at"),
                row.getInt("http_status"),
                found == null ? null : new ItemId(found));
    }

    private static WaitsFor.Facts facts(ResultSet row, LeadState lead, @Nullable Reason reason, Instant now)
            throws SQLException {
        boolean isOfLead = Sql.optionalId(row, "lead_id") != null;
        boolean isPastBudget = isOfLead && !row.getBoolean("charged") && row.getInt("spent") >= row.getInt("budget");
        Instant leaseUntil = Sql.at(row, "lease_until");
        boolean isBusy = row.getBoolean("busy");
        Instant freeAt = Sql.at(row, "next_at");
        Instant afterLease = leaseUntil.plus(Duration.ofMillis(row.getInt("busy_delay_ms")));
        return new WaitsFor.Facts(
                lead,
                isPastBudget,
                reason,
                Sql.at(row, "due"),
                isBusy && leaseUntil.isAfter(now),
                isBusy && afterLease.isAfter(freeAt) ? afterLease : freeAt,
                row.getInt("failures"));
    }

    private static @Nullable Reason reason(ResultSet row) throws SQLException {
        String name = row.getString("reason");
        return name == null ? null : Reason.valueOf(name);
    }

    private static Encounter.Origin ofLead(ResultSet row) throws SQLException {
        return new Encounter.Origin(
                new LeadId(Sql.id(row, "lead_id")),
                Purpose.valueOf(row.getString("purpose")),
                LeadState.of(Sql.instant(row, "stopped_at"), Sql.instant(row, "finished_at")),
                null,
                null,
                Sql.at(row, "started_at"));
    }

    private static Encounter.Origin ofLook(ResultSet row) throws SQLException {
        return new Encounter.Origin(
                null,
                null,
                LeadState.RUNNING,
                LookKind.valueOf(row.getString("visit_purpose")),
                new ItemId(Sql.id(row, "item_id")),
                null);
    }
}
