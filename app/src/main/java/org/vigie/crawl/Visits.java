package org.vigie.crawl;

import static org.vigie.crawl.Visit.HEX;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The queue of addresses, and what became of each. */
@Repository
class Visits {
    private final JdbcClient jdbc;
    private final Sealer sealer;

    Visits(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    String mac(CanonicalAddress address) {
        return HEX.formatHex(sealer.addressMac(address.text()));
    }

    /** Adds it, unless it belongs to a look that has that address already. */
    void add(NewVisit visit, HostKey host, String mac) {
        UUID id = UUID.randomUUID();
        Visit.Look look = visit.look();
        LeadId lead = visit.lead();
        jdbc.sql("""
                insert into visit (id, org_id, host_id, lead_id, look_id, item_id, purpose, role, mac, address, found_on,
                    chain, scope_mac, robots, depth, delay_ms, due)
                values (:id, :org, :host, :lead, :look, :item, :purpose, :role, decode(:mac, 'hex'), :address, :foundOn,
                    (select coalesce(array_agg(decode(code, 'hex') order by place), '{}')
                     from unnest(:chain::text[]) with ordinality as before (code, place)),
                    decode(:scope, 'hex'), :robots, :depth, :delay, :due)
                on conflict (look_id, mac) where look_id is not null do nothing""")
                .param("id", id)
                .param("org", visit.org().value())
                .param("host", host.value())
                .param("lead", lead == null ? null : lead.value())
                .param("look", look == null ? null : look.id().value())
                .param("item", look == null ? null : look.item().value())
                .param("purpose", look == null ? "LEAD" : look.kind().name())
                .param("role", visit.role().name())
                .param("mac", mac)
                .param("address", sealer.seal(visit.address().text(), new SealedIn("visit", "address", id)))
                .param("foundOn", visit.foundOn())
                .param("chain", visit.chain().toArray(String[]::new))
                .param("scope", visit.scope().isEmpty() ? null : visit.scope())
                .param("robots", visit.robots().name())
                .param("depth", visit.depth())
                .param("delay", Math.toIntExact(visit.delay().toMillis()))
                .param("due", Sql.utc(visit.due()))
                .update();
    }

    /** What is due at a host: looks first, then leads by depth and age. */
    List<Visit> due(HostKey host, Instant now, int limit) {
        return jdbc.sql("""
                select v.id, v.org_id, v.host_id, v.lead_id, v.look_id, v.item_id, v.purpose, v.role, v.address, v.mac,
                    v.found_on, p.address as found_on_address, v.chain, v.scope_mac, v.robots, v.depth, v.delay_ms, v.tries,
                    v.own_failures, v.charged
                from visit v left join visit p on p.id = v.found_on
                where v.host_id = :host and v.state = 'QUEUED' and v.due <= :now
                order by (v.purpose = 'LEAD'), v.depth, v.seq
                limit :limit""")
                .param("host", host.value())
                .param("now", Sql.utc(now))
                .param("limit", limit)
                .query(this::visit)
                .list();
    }

    /** Whether it still waits; locks it. */
    boolean isQueued(UUID visit) {
        return jdbc.sql("select 1 from visit where id = :id and state = 'QUEUED' for no key update")
                .param("id", visit)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void charge(UUID visit) {
        jdbc.sql("update visit set charged = true where id = :id")
                .param("id", visit)
                .update();
    }

    /** How many requests a lead has made to a host. */
    int chargedTo(LeadId lead, HostKey host) {
        return jdbc.sql("select count(*) from visit where lead_id = :lead and host_id = :host and charged")
                .param("lead", lead.value())
                .param("host", host.value())
                .query(Integer.class)
                .single();
    }

    void end(UUID visit, Ending ending, Instant at) {
        HashValue sha256 = ending.sha256();
        jdbc.sql("""
                update visit set state = 'ENDED', reason = :reason, ended_at = :at, http_status = :status, sha256 = :sha256,
                    undecodable = :undecodable, tls_problem = :tls, certificate = :certificate
                where id = :id""")
                .param("id", visit)
                .param("reason", ending.reason().name())
                .param("at", Sql.utc(at))
                .param("status", ending.status() == 0 ? null : ending.status())
                .param("sha256", sha256 == null ? null : sha256.bytes())
                .param("undecodable", ending.undecodable())
                .param("tls", ending.tlsProblem())
                .param("certificate", ending.certificate())
                .update();
    }

    /** Puts it off; the reason of the failure is kept for whoever asks meanwhile. */
    void putOff(UUID visit, Reason reason, Instant due, boolean isOwnFailure) {
        jdbc.sql("""
                update visit set reason = :reason, due = :due, tries = tries + :tries, own_failures = own_failures + :own
                where id = :id""")
                .param("id", visit)
                .param("reason", reason.name())
                .param("due", Sql.utc(due))
                .param("tries", isOwnFailure ? 0 : 1)
                .param("own", isOwnFailure ? 1 : 0)
                .update();
    }

    /** Waits without having been tried. */
    void wait(UUID visit, Reason reason, Instant due) {
        jdbc.sql("update visit set reason = :reason, due = :due where id = :id")
                .param("id", visit)
                .param("reason", reason.name())
                .param("due", Sql.utc(due))
                .update();
    }

    /** Ends all that a lead still has waiting and has not begun. */
    void endWaiting(LeadId lead, Reason reason, Instant at) {
        jdbc.sql("""
                update visit set state = 'ENDED', reason = :reason, ended_at = :at
                where lead_id = :lead and state = 'QUEUED' and not charged""")
                .param("lead", lead.value())
                .param("reason", reason.name())
                .param("at", Sql.utc(at))
                .update();
    }

    /**
     * Ends all that waits for a lead that was stopped, but for what a worker is fetching at this moment: a request that was
     * begun, is due, and whose host is held.
     */
    int endStopped(LeadId lead, Instant at) {
        return jdbc.sql("""
                update visit set state = 'ENDED', reason = 'STOPPED', ended_at = :at
                where lead_id = :lead and state = 'QUEUED'
                  and not (charged and due <= :at
                           and exists (select 1 from host h where h.id = host_id and h.busy and h.lease_until > :at))""")
                .param("lead", lead.value())
                .param("at", Sql.utc(at))
                .update();
    }

    /** Keeps which item a picture turned out to be. */
    void found(UUID visit, ItemId item) {
        jdbc.sql("update visit set found_item = :item where id = :id")
                .param("id", visit)
                .param("item", item.value())
                .update();
    }

    /** Items that pictures of this lead turned out to be and none of any other. */
    List<ItemId> foundOnlyBy(LeadId lead) {
        return jdbc.sql("""
                select distinct v.found_item from visit v
                where v.lead_id = :lead and v.found_item is not null
                  and not exists (select 1 from visit o where o.found_item = v.found_item and o.lead_id <> v.lead_id)""")
                .param("lead", lead.value())
                .query((row, number) -> new ItemId(Sql.id(row, "found_item")))
                .list();
    }

    /** Where a lead went, and what it met and left alone. It has nothing waiting. */
    void forget(LeadId lead) {
        for (String table : List.of("visit", "url_seen", "url_refused")) {
            jdbc.sql("delete from " + table + " where lead_id = :lead")
                    .param("lead", lead.value())
                    .update();
        }
    }

    /** The looks at an item, and the visits of leads that turned out to be it. */
    void forget(ItemId item) {
        jdbc.sql("delete from visit where item_id = :item")
                .param("item", item.value())
                .update();
        jdbc.sql("""
                delete from visit v
                where v.found_item = :item and v.state = 'ENDED'
                  and not exists (select 1 from visit below where below.found_on = v.id)""").param("item", item.value()).update();
    }

    private Visit visit(ResultSet row, int number) throws SQLException {
        UUID id = Sql.id(row, "id");
        UUID lead = Sql.optionalId(row, "lead_id");
        UUID foundOn = Sql.optionalId(row, "found_on");
        byte[] foundOnAddress = row.getBytes("found_on_address");
        byte[] scope = row.getBytes("scope_mac");
        return new Visit(
                id,
                new OrgId(Sql.id(row, "org_id")),
                new HostKey(Sql.id(row, "host_id")),
                lead == null ? null : new LeadId(lead),
                look(row),
                Visit.Role.valueOf(row.getString("role")),
                open(id, row.getBytes("address")),
                HEX.formatHex(row.getBytes("mac")),
                foundOn,
                foundOn == null || foundOnAddress == null ? null : open(foundOn, foundOnAddress),
                hex(row.getArray("chain")),
                scope == null ? "" : HEX.formatHex(scope),
                RobotsPolicy.valueOf(row.getString("robots")),
                row.getInt("depth"),
                Duration.ofMillis(row.getInt("delay_ms")),
                row.getInt("tries"),
                row.getInt("own_failures"),
                row.getBoolean("charged"));
    }

    private CanonicalAddress open(UUID visit, byte[] sealed) {
        return CanonicalAddress.parse(sealer.open(sealed, new SealedIn("visit", "address", visit)));
    }

    private static Visit.@Nullable Look look(ResultSet row) throws SQLException {
        Optional<UUID> look = Optional.ofNullable(Sql.optionalId(row, "look_id"));
        if (look.isEmpty()) {
            return null;
        }
        return new Visit.Look(
                new LookId(look.get()), new ItemId(Sql.id(row, "item_id")), LookKind.valueOf(row.getString("purpose")));
    }

    private static List<String> hex(Array chain) throws SQLException {
        return Arrays.stream((byte[][]) chain.getArray()).map(HEX::formatHex).toList();
    }
}
