package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoOverlap;
import org.vigie.database.Sql;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.Flood;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.OrgId;

/** The sighting table, and the matches of each sighting. */
@Repository
class Sightings {
    private final JdbcClient db;

    Sightings(JdbcClient db) {
        this.db = db;
    }

    /** A sighting as it is stored. */
    record Seen(MediaHashes hashes, Optional<String> peerIp, Instant lastAt) {}

    /** Adds a sighting, or says of the one that is there that it was seen again. */
    UUID add(OrgId org, Item item, SightingPurpose purpose, MediaHashes hashes, @Nullable String peerIp, Instant at) {
        Pdq pdq = hashes.pdq();
        return db.sql("""
                insert into sighting (id, org_id, item_id, spell, purpose, sha256, sha1, md5, pdq, pdq_quality,
                                      peer_ip, first_at, last_at)
                values (:id, :org, :item, :spell, :purpose, :sha256, :sha1, :md5, :pdq, :quality, :peerIp::inet, :at, :at)
                on conflict (item_id, spell, purpose, sha256) do update
                set last_at = greatest(sighting.last_at, excluded.last_at),
                    peer_ip = coalesce(excluded.peer_ip, sighting.peer_ip)
                returning id
                """)
                .param("id", UUID.randomUUID())
                .param("org", org.value())
                .param("item", item.id().value())
                .param("spell", item.spell())
                .param("purpose", purpose.name())
                .param("sha256", hashes.sha256().bytes())
                .param("sha1", hashes.sha1().bytes())
                .param("md5", hashes.md5().bytes())
                .param("pdq", pdq == null ? null : pdq.value().bytes())
                .param("quality", hashes.pdqQuality())
                .param("peerIp", peerIp)
                .param("at", utc(at))
                .query((row, number) -> Sql.id(row, "id"))
                .single();
    }

    /** Whether the match is new to the sighting; a known one is brought up to date. */
    boolean add(OrgId org, ItemId item, UUID sighting, ItemMatch match, Instant at) {
        return db.sql("""
                insert into item_match (org_id, item_id, sighting_id, list_id, list_name, entry_id, algorithm, entry_hash,
                                        kind, distance, material_class, may_notify, stretches, known_stretches,
                                        seen_share, known_share, matched_at)
                values (:org, :item, :sighting, :list, :listName, :entry, :algorithm, :hash,
                        :kind, :distance, :class, :mayNotify, :stretches::text::int[], :known::text::int[], :seenShare, :knownShare, :at)
                on conflict (sighting_id, entry_id, kind) do update
                set list_name = excluded.list_name, material_class = excluded.material_class,
                    may_notify = excluded.may_notify, stretches = excluded.stretches,
                    known_stretches = excluded.known_stretches, seen_share = excluded.seen_share,
                    known_share = excluded.known_share
                returning item_match.xmax = 0 as added
                """)
                .param("org", org.value())
                .param("item", item.value())
                .param("sighting", sighting)
                .param("list", match.list().value())
                .param("listName", match.listName())
                .param("entry", match.entry().value())
                .param("algorithm", match.entryHash().algorithm().name())
                .param("hash", match.entryHash().bytes())
                .param("kind", match.kind().name())
                .param("distance", match.distance())
                .param("class", match.materialClass().name())
                .param("mayNotify", match.mayNotify())
                .param("stretches", Stretches.written(match.stretches()))
                .param("known", match.overlap().map(Stretches::known).orElse("{}"))
                .param("seenShare", share(match, VideoOverlap::queryPercent), Types.SMALLINT)
                .param("knownShare", share(match, VideoOverlap::targetPercent), Types.SMALLINT)
                .param("at", utc(at))
                .query((row, number) -> row.getBoolean("added"))
                .single();
    }

    private static @Nullable Integer share(ItemMatch match, ToDoubleFunction<VideoOverlap> percent) {
        return match.overlap()
                .map(overlap -> Stretches.share(percent.applyAsDouble(overlap)))
                .orElse(null);
    }

    /** What was seen last. Empty is impossible for an item that is stored. */
    Optional<Seen> latest(ItemId item) {
        return db.sql("""
                select md5, sha1, sha256, pdq, pdq_quality, last_at,
                       (select host(with_ip.peer_ip) from sighting with_ip
                        where with_ip.item_id = :item and with_ip.peer_ip is not null
                        order by with_ip.last_at desc, with_ip.id limit 1) as ip
                from sighting
                where item_id = :item
                order by last_at desc, id
                limit 1
                """).param("item", item.value()).query(Sightings::seen).optional();
    }

    /** The matches of the sightings of one spell: each entry once for each way of matching, at its nearest. */
    List<ItemMatch> matchesOfSpell(ItemId item, int spell, int limit) {
        return db.sql("""
                select * from (
                    select distinct on (m.entry_id, m.kind) m.*
                    from item_match m
                    join sighting s on s.id = m.sighting_id
                    where m.item_id = :item and s.spell = :spell
                    order by m.entry_id, m.kind, m.distance, m.matched_at desc
                ) as best
                order by kind, distance, list_name, entry_id
                limit :limit
                """)
                .param("item", item.value())
                .param("spell", spell)
                .param("limit", limit)
                .query(Sightings::match)
                .list();
    }

    /** The same over all spells. */
    List<ItemMatch> matches(ItemId item, int limit) {
        return db.sql("""
                select * from (
                    select distinct on (entry_id, kind) *
                    from item_match
                    where item_id = :item
                    order by entry_id, kind, distance, matched_at desc
                ) as best
                order by kind, distance, list_name, entry_id
                limit :limit
                """)
                .param("item", item.value())
                .param("limit", limit)
                .query(Sightings::match)
                .list();
    }

    /** Each sighting of an item that matched that entry, the nearest and oldest first. */
    List<MatchWhy.Seen> why(ItemId item, EntryId entry, int limit) {
        return db.sql("""
                select m.*, s.purpose, s.spell, s.pdq_quality, s.first_at
                from item_match m join sighting s on s.id = m.sighting_id
                where m.item_id = :item and m.entry_id = :entry
                order by m.distance, m.matched_at, s.id
                limit :limit
                """)
                .param("item", item.value())
                .param("entry", entry.value())
                .param("limit", limit)
                .query((row, number) -> new MatchWhy.Seen(
                        match(row, number),
                        SightingPurpose.valueOf(row.getString("purpose")),
                        row.getInt("spell"),
                        row.getInt("pdq_quality"),
                        Sql.at(row, "first_at"),
                        Sql.at(row, "matched_at")))
                .list();
    }

    /** What an entry matched since then, counted up to a limit. */
    Flood flood(EntryId entry, Instant since, int limit) {
        return db.sql("""
                select count(*) as items, count(distinct host_mac) as hosts
                from (select distinct i.id, i.host_mac
                      from item_match m join item i on i.id = m.item_id
                      where m.entry_id = :entry and m.matched_at > :since
                      limit :limit) as matched
                """)
                .param("entry", entry.value())
                .param("since", utc(since))
                .param("limit", limit)
                .query((row, number) -> new Flood(row.getInt("items"), row.getInt("hosts"), since))
                .single();
    }

    private static Seen seen(ResultSet row, int number) throws SQLException {
        byte[] pdq = row.getBytes("pdq");
        var hashes = new MediaHashes(
                HashValue.of(HashAlgorithm.MD5, row.getBytes("md5")),
                HashValue.of(HashAlgorithm.SHA1, row.getBytes("sha1")),
                HashValue.of(HashAlgorithm.SHA256, row.getBytes("sha256")),
                pdq == null ? null : Pdq.of(HashValue.of(HashAlgorithm.PDQ, pdq)),
                row.getInt("pdq_quality"));
        return new Seen(hashes, Optional.ofNullable(row.getString("ip")), Sql.at(row, "last_at"));
    }

    private static ItemMatch match(ResultSet row, int number) throws SQLException {
        return new ItemMatch(
                new ListId(Sql.id(row, "list_id")),
                row.getString("list_name"),
                new EntryId(row.getLong("entry_id")),
                HashValue.of(HashAlgorithm.valueOf(row.getString("algorithm")), row.getBytes("entry_hash")),
                ItemMatch.Kind.valueOf(row.getString("kind")),
                row.getInt("distance"),
                MaterialClass.valueOf(row.getString("material_class")),
                row.getBoolean("may_notify"),
                Stretches.read(row.getArray("stretches")),
                overlap(row));
    }

    private static Optional<VideoOverlap> overlap(ResultSet row) throws SQLException {
        int seenShare = row.getInt("seen_share");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Stretches.overlap(
                        row.getArray("stretches"),
                        row.getArray("known_stretches"),
                        seenShare,
                        row.getInt("known_share")));
    }
}
