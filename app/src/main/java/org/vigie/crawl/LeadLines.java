package org.vigie.crawl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;

/**
 * Reads leads for people; working on them is the part of {@link Leads}. What a lead met lies in platform tables, which know no
 * organisation: each query reaches them through {@code lead}, of which the database shows only the rows of the organisation
 * that is bound. Every count ends at a limit.
 */
@Repository
class LeadLines {
    private static final String COLUMNS = """
            l.id, l.purpose, l.scope, l.depth, l.budget, l.spent, l.links_cut, l.robots, l.started_at, l.stopped_at,
            l.finished_at""";

    private final JdbcClient jdbc;

    /** A lead of the list. */
    record Listed(LeadLine line, LeadProgress progress) {}

    /** The last row of the page before. */
    record Cursor(Instant startedAt, UUID id) {
        /** Before the first page. */
        static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0));
    }

    LeadLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    List<Listed> page(Cursor before, int limit) {
        int cap = CrawlLimits.COUNTED_IN_LIST_MAX.value();
        return jdbc.sql("select " + COLUMNS + """
                    , (select count(*) from (
                        select 1 from visit v where v.lead_id = l.id and v.state = 'QUEUED' limit :cap) c) as waiting,
                    (select count(*) from (
                        select 1 from visit v
                        where v.lead_id = l.id and v.reason = any(:fetched) and v.state = 'ENDED' limit :cap) c) as fetched,
                    (select count(*) from (
                        select 1 from visit v
                        where v.lead_id = l.id and v.reason = 'PICTURE' and v.state = 'ENDED' limit :cap) c) as pictures,
                    (select count(*) from (
                        select 1 from visit v
                        where v.lead_id = l.id and v.reason = any(:errors) and v.state = 'ENDED' limit :cap) c) as errors,
                    (select count(*) from (
                        select 1 from visit v
                        where v.lead_id = l.id and v.reason = any(:skipped) and v.state = 'ENDED' limit :cap) c) as skipped,
                    (select count(*) from (
                        select 1 from url_refused u
                        where u.lead_id = l.id
                          and not exists (select 1 from url_seen s where s.lead_id = u.lead_id and s.mac = u.mac)
                        limit :cap) c) as refused
                from (select * from lead
                      where started_at <= :at and (started_at < :at or id > :id)
                      order by started_at desc, id limit :limit) l
                order by l.started_at desc, l.id""")
                .param("cap", cap)
                .param("fetched", names(Reason.Sort.FETCHED))
                .param("errors", names(Reason.Sort.ERROR))
                .param("skipped", names(Reason.Sort.SKIPPED))
                .param("at", Sql.utc(before.startedAt()))
                .param("id", before.id())
                .param("limit", limit)
                .query((row, number) -> new Listed(
                        line(row),
                        new LeadProgress(
                                Count.upTo(cap, row.getInt("waiting")),
                                Count.upTo(cap, row.getInt("fetched")),
                                Count.upTo(cap, row.getInt("pictures")),
                                Count.upTo(cap, row.getInt("errors")),
                                Count.upTo(cap, row.getInt("skipped")).plus(Count.upTo(cap, row.getInt("refused"))))))
                .list();
    }

    Optional<LeadLine> one(LeadId id) {
        return jdbc.sql("select " + COLUMNS + " from lead l where l.id = :id")
                .param("id", id.value())
                .query((row, number) -> line(row))
                .optional();
    }

    Count waiting(LeadId id) {
        int cap = CrawlLimits.COUNTED_MAX.value();
        return jdbc.sql("""
                select count(*) as waiting from (
                    select 1 from lead l join visit v on v.lead_id = l.id
                    where l.id = :id and v.state = 'QUEUED' limit :cap) c""")
                .param("id", id.value())
                .param("cap", cap)
                .query((row, number) -> Count.upTo(cap, row.getInt("waiting")))
                .single();
    }

    /** What became of a lead's addresses, those that were left alone among them; no reason without one. */
    Map<Reason, Count> reasons(LeadId id) {
        int cap = CrawlLimits.COUNTED_MAX.value();
        Map<Reason, Count> found = new EnumMap<>(Reason.class);
        jdbc.sql("""
                select r.reason,
                    (select count(*) from (
                        select 1 from visit v
                        where v.lead_id = l.id and v.reason = r.reason and v.state = 'ENDED' limit :cap) c) as addresses
                from lead l cross join unnest(:reasons::text[]) as r (reason)
                where l.id = :id""")
                .param("id", id.value())
                .param("cap", cap)
                .param(
                        "reasons",
                        Arrays.stream(Reason.values()).map(Reason::name).toArray(String[]::new))
                .query((row, number) -> add(found, row, cap))
                .list();
        jdbc.sql("""
                select c.reason, count(*) as addresses, sum(count(*)) over () as counted from (
                    select u.reason from lead l join url_refused u on u.lead_id = l.id
                    where l.id = :id
                      and not exists (select 1 from url_seen s where s.lead_id = u.lead_id and s.mac = u.mac)
                    limit :cap) c
                group by c.reason""")
                .param("id", id.value())
                .param("cap", cap)
                // where the counting ended, any of them may be more
                .query((row, number) -> add(found, row, row.getInt("counted") >= cap ? 0 : cap))
                .list();
        return found;
    }

    private static Count add(Map<Reason, Count> found, ResultSet row, int cap) throws SQLException {
        Reason reason = Reason.valueOf(row.getString("reason"));
        Count count = Count.upTo(cap, row.getInt("addresses"));
        return count.number() == 0 ? Count.NONE : found.merge(reason, count, Count::plus);
    }

    /** The items that a lead found, in the order of their fetching. */
    List<ItemId> found(LeadId id, int limit) {
        return jdbc.sql("""
                select v.found_item from lead l join visit v on v.lead_id = l.id
                where l.id = :id and v.found_item is not null order by v.seq limit :limit""")
                .param("id", id.value())
                .param("limit", limit)
                .query((row, number) -> new ItemId(Sql.id(row, "found_item")))
                .list();
    }

    private static String[] names(Reason.Sort sort) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.sort() == sort)
                .map(Reason::name)
                .toArray(String[]::new);
    }

    private static LeadLine line(ResultSet row) throws SQLException {
        return new LeadLine(
                new LeadId(Sql.id(row, "id")),
                Purpose.valueOf(row.getString("purpose")),
                Scope.valueOf(row.getString("scope")),
                row.getInt("depth"),
                row.getInt("budget"),
                row.getInt("spent"),
                row.getInt("links_cut"),
                RobotsPolicy.valueOf(row.getString("robots")),
                Sql.at(row, "started_at"),
                Sql.instant(row, "stopped_at"),
                Sql.instant(row, "finished_at"));
    }
}
