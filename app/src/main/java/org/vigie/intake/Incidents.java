package org.vigie.intake;

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
import org.vigie.organisation.OrgId;

/** The table incident. */
@Repository
class Incidents {
    private final JdbcClient db;

    Incidents(JdbcClient db) {
        this.db = db;
    }

    /** Who comes first of those that report the same address at the same time: held until the transaction ends. */
    void lockAddress(byte[] addressMac) {
        db.sql("select pg_advisory_xact_lock(('x' || encode(substring(:mac from 1 for 8), 'hex'))::bit(64)::bigint)")
                .param("mac", addressMac)
                .query((row, number) -> true)
                .list();
    }

    void add(Incident incident, OrgId org) {
        db.sql("""
                insert into incident
                    (id, org_id, report_id, address_sealed, address_mac, host_mac, received_at, fetching, late)
                values (:id, :org, :report, :address, :addressMac, :hostMac, :at, :fetch, :late)
                """)
                .param("id", incident.id())
                .param("org", org.value())
                .param("report", incident.report())
                .param("address", incident.address().sealed())
                .param("addressMac", incident.address().mac())
                .param("hostMac", incident.address().hostMac())
                .param("at", Sql.utc(incident.receivedAt()))
                .param("fetch", incident.fetch().name())
                .param("late", incident.isLate())
                .update();
    }

    /** Marks some that the audit log does not name yet as named there, and returns them in no order that says anything. */
    List<UUID> intoAudit(int limit) {
        return db.sql("""
                update incident set in_audit = true
                where id in (select id from incident where not in_audit order by id limit :limit)
                returning id
                """).param("limit", limit).query((row, number) -> Sql.id(row, "id")).list().stream()
                .sorted()
                .toList();
    }

    /**
     * Puts a midnight in the place of times before that moment. Where the witness reads "removed" it is the one before, so that
     * it stays; else the one after, so that nothing that ended before the report comes to count.
     */
    void forgetTimes(Instant before) {
        db.sql("""
                update incident i
                set received_at = (date_trunc('day', i.received_at at time zone 'UTC')
                                   + case when s.removed_at is null then interval '1 day' else interval '0' end)
                                  at time zone 'UTC'
                from stat_report s
                where s.incident_id = i.id and i.received_at < :before
                  and i.received_at <> (date_trunc('day', i.received_at at time zone 'UTC') at time zone 'UTC')
                """).param("before", Sql.utc(before)).update();
        db.sql("""
                update incident
                set started_at = date_trunc('day', started_at at time zone 'UTC') at time zone 'UTC'
                where started_at < :before
                  and started_at <> (date_trunc('day', started_at at time zone 'UTC') at time zone 'UTC')
                """).param("before", Sql.utc(before)).update();
        // what came late came with others of one network
        db.sql("""
                update incident set late = false
                where late and received_at < :before and fetching <> 'WAITING'
                  and (started_at is null or started_at < :before) -- until then it counts among the late ones of a day
                """).param("before", Sql.utc(before)).update();
    }

    boolean hasExactTimes() {
        return db.sql("""
                select exists (
                    select 1 from incident
                    where received_at <> (date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC')
                       or started_at <> (date_trunc('day', started_at at time zone 'UTC') at time zone 'UTC'))
                """).query(Boolean.class).single();
    }

    /** @param isLate whether its network had sent more than it may in an hour */
    record Incident(
            UUID id, UUID report, SealedAddress address, Instant receivedAt, Report.Fetch fetch, boolean isLate) {}

    /** An address as it is stored: sealed, with the keyed codes of itself and of its host. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to the database; never compared
    record SealedAddress(byte[] sealed, byte[] mac, byte[] hostMac) {}

    boolean isFetchedSince(byte[] addressMac, Instant since) {
        return db.sql("""
                select exists (
                    select 1 from incident
                    where address_mac = :mac and received_at >= :since and fetching in ('WAITING', 'STARTED'))
                """)
                .param("mac", addressMac)
                .param("since", Sql.utc(since))
                .query(Boolean.class)
                .single();
    }

    /**
     * How one waits.
     *
     * @param isFirst whether a person has it fetched before all others
     */
    record Waiting(boolean isLate, boolean isFirst) {}

    /** One that waits; locked until the transaction ends. */
    Optional<Waiting> waiting(UUID id) {
        return db.sql("select late, fetch_first from incident where id = :id and fetching = 'WAITING' for update")
                .param("id", id)
                .query((row, number) -> new Waiting(row.getBoolean("late"), row.getBoolean("fetch_first")))
                .optional();
    }

    /** One of the address that waits and came late is so no more, for another named it in time. Which one. */
    Optional<UUID> inTime(byte[] addressMac) {
        return db.sql("""
                update incident set late = false where address_mac = :mac and fetching = 'WAITING' and late returning id
                """).param("mac", addressMac).query((row, number) -> Sql.id(row, "id")).list().stream()
                .findFirst();
    }

    /** Whether it waits and is to be fetched before all others from now on. */
    boolean first(UUID id) {
        return db.sql("""
                update incident set fetch_first = true where id = :id and fetching = 'WAITING' and not fetch_first
                """).param("id", id).update() == 1;
    }

    byte[] addressMac(UUID id) {
        return db.sql("select address_mac from incident where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes("address_mac"))
                .single();
    }

    /** Whether it was held back and is no more. */
    boolean letGo(UUID id, Report.Fetch fetch) {
        return db.sql("update incident set fetching = :fetch where id = :id and fetching = 'HELD_BACK'")
                        .param("id", id)
                        .param("fetch", fetch.name())
                        .update()
                == 1;
    }

    /** Those of the address that are still held back join the one that was let go. */
    void joinHeldBack(byte[] addressMac) {
        db.sql("update incident set fetching = 'JOINED' where address_mac = :mac and fetching = 'HELD_BACK'")
                .param("mac", addressMac)
                .update();
    }

    byte @Nullable [] address(UUID id) {
        return db.sql("select address_sealed from incident where id = :id")
                .param("id", id)
                .query((row, number) -> Optional.ofNullable(row.getBytes("address_sealed")))
                .single()
                .orElse(null);
    }

    /** The incidents of a report that are not erased. */
    List<UUID> of(UUID report) {
        return db.sql("select id from incident where report_id = :report and fetching <> 'ERASED' order by id")
                .param("report", report)
                .query((row, number) -> Sql.id(row, "id"))
                .list();
    }

    /** The same, locked until the transaction ends. */
    List<UUID> locked(UUID report) {
        return db.sql("""
                select id from incident where report_id = :report and fetching <> 'ERASED' order by id for update
                """)
                .param("report", report)
                .query((row, number) -> Sql.id(row, "id"))
                .list();
    }

    /** Another one that names the same address, one that joined before all others; empty when this is the only one. */
    Optional<UUID> another(UUID id) {
        return db.sql("""
                select same.id from incident i
                join incident same on same.org_id = i.org_id and same.address_mac = i.address_mac
                    and same.report_id <> i.report_id
                where i.id = :id
                order by same.fetching = 'JOINED' desc, same.number
                limit 1
                """).param("id", id).query(UUID.class).optional();
    }

    /**
     * Puts another one in the place of one that waits to be fetched: the first of those that joined it, in time if there is one, unless
     * one waits besides or the address was fetched for them. Which one waits now; empty when none has to.
     *
     * @param span within which a report joins an earlier one
     */
    Optional<UUID> letAnotherWait(UUID id, Duration span) {
        return db.sql("""
                update incident set fetching = 'WAITING',
                    fetch_first = (select w.fetch_first from incident w where w.id = :id)
                where id = (
                    select j.id from incident w
                    join incident j on j.org_id = w.org_id and j.address_mac = w.address_mac
                        and j.report_id <> w.report_id and j.fetching = 'JOINED'
                    where w.id = :id and w.fetching = 'WAITING'
                      and not exists (
                        select 1 from incident o
                        where o.org_id = w.org_id and o.address_mac = w.address_mac and o.id <> w.id
                          and (o.fetching = 'WAITING'
                               or (o.fetching = 'STARTED' and o.started_at >= j.received_at - make_interval(secs => :span))))
                    order by j.late, j.number
                    limit 1)
                returning id
                """)
                .param("id", id)
                .param("span", span.toSeconds())
                .query(UUID.class)
                .optional();
    }

    /** Leaves of it that it was there, on a day: nothing leads from the address to it, or back, any more. */
    void erase(UUID id) {
        db.sql("""
                update incident set address_sealed = null, address_mac = null, host_mac = null, fetching = 'ERASED',
                    late = false, fetch_first = false, started_at = null, received_at = date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC'
                where id = :id
                """).param("id", id).update();
    }

    /**
     * How many were begun, but those that a person had fetched before all others.
     *
     * @param late those of them that came late
     */
    record Started(int all, int late) {}

    Started startedSince(Instant since) {
        return db.sql("""
                select count(*) as number, count(*) filter (where late) as late from incident
                where fetching = 'STARTED' and started_at >= :since and not fetch_first
                """)
                .param("since", Sql.utc(since))
                .query(Incidents::started)
                .single();
    }

    /** As {@link #startedSince}, of the host of this incident. */
    Started startedOfHostSince(UUID id, Instant since) {
        return db.sql("""
                select count(*) as number, count(*) filter (where late) as late from incident
                where fetching = 'STARTED' and started_at >= :since and not fetch_first
                  and host_mac = (select host_mac from incident where id = :id)
                """)
                .param("id", id)
                .param("since", Sql.utc(since))
                .query(Incidents::started)
                .single();
    }

    private static Started started(ResultSet row, int number) throws SQLException {
        return new Started(row.getInt("number"), row.getInt("late"));
    }

    void started(UUID id, Instant at) {
        db.sql("update incident set fetching = 'STARTED', started_at = :at where id = :id and fetching = 'WAITING'")
                .param("id", id)
                .param("at", Sql.utc(at))
                .update();
    }
}
