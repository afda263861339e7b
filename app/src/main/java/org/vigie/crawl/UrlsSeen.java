package org.vigie.crawl;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which addresses a lead has met. All are keyed codes in hexadecimal. */
@Repository
class UrlsSeen {
    private final JdbcClient jdbc;

    UrlsSeen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes addresses, and gives those that are new. Sorted, so that workers wait for each other in one order only. */
    Set<String> add(LeadId lead, Collection<String> macs) {
        if (macs.isEmpty()) {
            return Set.of();
        }
        List<String> fresh = jdbc.sql("""
                insert into url_seen (lead_id, mac)
                select :lead, decode(mac, 'hex') from unnest(:macs::text[]) as found (mac)
                on conflict do nothing
                returning encode(mac, 'hex') as fresh""")
                .param("lead", lead.value())
                .param("macs", new TreeSet<>(macs).toArray(String[]::new))
                .query((row, number) -> row.getString("fresh"))
                .list();
        return new HashSet<>(fresh);
    }

    /** Notes addresses that are left alone, and why. */
    void refuse(LeadId lead, Map<String, Reason> refused) {
        if (refused.isEmpty()) {
            return;
        }
        Map<String, Reason> sorted = new TreeMap<>(refused);
        jdbc.sql("""
                insert into url_refused (lead_id, mac, reason)
                select :lead, decode(mac, 'hex'), reason
                from unnest(:macs::text[], :reasons::text[]) as found (mac, reason)
                on conflict do nothing""")
                .param("lead", lead.value())
                .param("macs", sorted.keySet().toArray(String[]::new))
                .param("reasons", sorted.values().stream().map(Reason::name).toArray(String[]::new))
                .update();
    }
}
