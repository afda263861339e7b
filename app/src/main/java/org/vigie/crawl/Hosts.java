package org.vigie.crawl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Sql;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The hosts: whose turn it is, who holds them, how they behave. */
@Repository
class Hosts {
    private final JdbcClient jdbc;
    private final Sealer sealer;

    Hosts(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    /** What is one host for politeness: a name, with its port where that is not the usual one of the scheme. */
    static String name(CanonicalAddress address) {
        boolean usual = address.port() == (address.scheme().equals("https") ? 443 : 80);
        return usual ? address.host() : address.host() + ":" + address.port();
    }

    /**
     * The row of the address's host, made where there is none. Commits with the transaction that is open; of several hosts in the
     * order of their names, since whoever makes the same one waits.
     */
    HostKey ensure(CanonicalAddress address, Instant now) {
        String name = name(address);
        byte[] mac = sealer.addressMac("host " + name);
        Optional<HostKey> known = find(mac);
        if (known.isPresent()) {
            return known.get();
        }
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into host (id, mac, name, next_at, lease_until)
                values (:id, :mac, :name, :now, :now)
                on conflict (mac) do nothing""")
                .param("id", id)
                .param("mac", mac)
                .param("name", sealer.seal(name, new SealedIn("host", "name", id)))
                .param("now", Sql.utc(now))
                .update();
        return find(mac).orElseThrow();
    }

    private Optional<HostKey> find(byte[] mac) {
        return jdbc.sql("select id from host where mac = :mac")
                .param("mac", mac)
                .query((row, number) -> new HostKey(Sql.id(row, "id")))
                .optional();
    }

    /**
     * Locks hosts that get something to do, always in the same order, and wakes them. Whoever lets a host go to sleep locks it
     * too, so that it cannot miss what is being queued.
     */
    void wake(Collection<HostKey> hosts, Instant due) {
        hosts.stream()
                .map(HostKey::value)
                .distinct()
                .sorted()
                .forEach(id ->
                        jdbc.sql("""
                update host set wake_at = least(coalesce(wake_at, :due), :due) where id = :id""").param("id", id).param("due", Sql.utc(due)).update());
    }

    /** Hosts that somebody should work on, longest waiting first. */
    List<HostKey> due(Instant now, int limit) {
        return jdbc.sql("""
                select id from host
                where wake_at <= :now and lease_until <= :now
                  and greatest(next_at,
                               case when busy then lease_until + busy_delay_ms * interval '1 millisecond'
                                    else next_at end) <= :now
                order by wake_at limit :limit""")
                .param("now", Sql.utc(now))
                .param("limit", limit)
                .query((row, number) -> new HostKey(Sql.id(row, "id")))
                .list();
    }

    /** Takes the host if it is free and its gap is over. */
    Optional<Lease> claim(HostKey host, Instant now, Instant until) {
        return jdbc.sql("""
                update host set lease_until = :until, epoch = epoch + 1, busy = true, busy_delay_ms = 0
                where id = (
                    select id from host
                    where id = :id and wake_at <= :now and lease_until <= :now
                      and greatest(next_at,
                                   case when busy then lease_until + busy_delay_ms * interval '1 millisecond'
                                        else next_at end) <= :now
                    for update skip locked)
                returning id, epoch, next_at, failures""")
                .param("id", host.value())
                .param("now", Sql.utc(now))
                .param("until", Sql.utc(until))
                .query(Hosts::lease)
                .optional();
    }

    /** Says before a request that it begins, and what gap it needs after it. */
    void begin(Lease lease, Instant until, Duration delay) {
        int held = jdbc.sql("""
                update host set lease_until = :until, busy_delay_ms = :delay where id = :id and epoch = :epoch and busy""")
                .param("id", lease.host().value())
                .param("epoch", lease.epoch())
                .param("until", Sql.utc(until))
                .param("delay", Math.toIntExact(delay.toMillis()))
                .update();
        mustBeHeld(held, lease);
    }

    /** Says that a lease is still worked under. */
    boolean renew(Lease lease, Instant until) {
        return jdbc.sql("""
                update host set lease_until = greatest(lease_until, :until)
                where id = :id and epoch = :epoch and busy""")
                        .param("id", lease.host().value())
                        .param("epoch", lease.epoch())
                        .param("until", Sql.utc(until))
                        .update()
                == 1;
    }

    /** Keeps the gap after a request, and what the request said of the host. */
    void ended(Lease lease, Instant nextAt, int failures) {
        int held = jdbc.sql("""
                update host set next_at = greatest(next_at, :next), failures = :failures
                where id = :id and epoch = :epoch and busy""")
                .param("id", lease.host().value())
                .param("epoch", lease.epoch())
                .param("next", Sql.utc(nextAt))
                .param("failures", failures)
                .update();
        mustBeHeld(held, lease);
    }

    /** Makes sure that the lease holds, and that it goes on holding until the transaction ends. */
    void mustHold(Lease lease) {
        int held = jdbc.sql(
                        "select count(*) from (select 1 from host where id = :id and epoch = :epoch and busy for no key update) h")
                .param("id", lease.host().value())
                .param("epoch", lease.epoch())
                .query(Integer.class)
                .single();
        mustBeHeld(held, lease);
    }

    /** Gives the host back. To be called with the host locked by {@link #ended} in an earlier statement. */
    void release(Lease lease, Instant now) {
        jdbc.sql("""
                update host set busy = false, busy_delay_ms = 0, lease_until = :now,
                    wake_at = (select min(due) from visit where host_id = :id and state = 'QUEUED')
                where id = :id and epoch = :epoch""")
                .param("id", lease.host().value())
                .param("epoch", lease.epoch())
                .param("now", Sql.utc(now))
                .update();
    }

    /** Hosts at which something waits, by what they wait for; those past the limit are not looked at. */
    HostsWaiting waiting(Instant now, int limit) {
        return jdbc.sql("""
                select count(*) filter (where w.why = 'leased') as leased, count(*) filter (where w.why = 'paused') as paused,
                    count(*) filter (where w.why = 'gap') as gap, count(*) filter (where w.why = 'later') as later,
                    count(*) filter (where w.why = 'due') as due
                from (select case when h.busy and h.lease_until > :now then 'leased'
                                  when h.next_at > :now and h.failures >= :failures then 'paused'
                                  when h.next_at > :now then 'gap'
                                  when h.busy and h.lease_until + h.busy_delay_ms * interval '1 millisecond' > :now then 'gap'
                                  when h.wake_at > :now then 'later'
                                  else 'due' end as why
                      from (select * from host where wake_at is not null limit :limit) h) w""")
                .param("now", Sql.utc(now))
                .param("failures", CrawlLimits.FAILURES_BEFORE_PAUSE.value())
                .param("limit", limit)
                .query((row, number) -> hostsWaiting(row, limit))
                .single();
    }

    private static HostsWaiting hostsWaiting(ResultSet row, int limit) throws SQLException {
        var counted = new HostsWaiting(
                row.getInt("due"),
                row.getInt("leased"),
                row.getInt("paused"),
                row.getInt("gap"),
                row.getInt("later"),
                false);
        return counted.all() < limit
                ? counted
                : new HostsWaiting(
                        counted.due(), counted.leased(), counted.paused(), counted.gap(), counted.later(), true);
    }

    /** A host's name; a secret like the addresses on it. */
    String openName(HostKey host) {
        byte[] sealed = jdbc.sql("select name from host where id = :id")
                .param("id", host.value())
                .query(byte[].class)
                .single();
        return sealer.open(sealed, new SealedIn("host", "name", host.value()));
    }

    private static Lease lease(ResultSet row, int number) throws SQLException {
        return new Lease(
                new HostKey(Sql.id(row, "id")), row.getLong("epoch"), Sql.at(row, "next_at"), row.getInt("failures"));
    }

    private static void mustBeHeld(int rows, Lease lease) {
        if (rows != 1) {
            throw new LeaseLost(lease.host());
        }
    }
}
