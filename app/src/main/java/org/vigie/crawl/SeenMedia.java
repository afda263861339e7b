package org.vigie.crawl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** Reads the media table in its order, and the visits that met a picture. */
@Repository
class SeenMedia {
    private static final byte[] BEGINNING = new byte[0];

    private final JdbcClient jdbc;
    private final Sealer sealer;

    SeenMedia(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    List<MediaHashes> page(SeenRange range, int limit) {
        return jdbc.sql("""
                select m.sha256, m.sha1, m.md5, m.pdq, m.pdq_quality
                from media m
                where m.sha256 > :after and (:upTo::bytea is null or m.sha256 <= :upTo)
                order by m.sha256
                limit :limit\
                """)
                .param("after", after(range))
                .param("upTo", upTo(range))
                .param("limit", limit)
                .query(SeenMedia::hashes)
                .list();
    }

    List<MediaHashes> pageSince(OrgId org, Instant since, SeenRange range, int limit) {
        return jdbc.sql("""
                select m.sha256, m.sha1, m.md5, m.pdq, m.pdq_quality
                from (select distinct v.sha256
                      from visit v
                      where v.org_id = :org and v.ended_at >= :since and v.sha256 > :after
                        and (:upTo::bytea is null or v.sha256 <= :upTo)
                      order by v.sha256
                      limit :limit) as lately
                join media m on m.sha256 = lately.sha256
                order by m.sha256\
                """)
                .param("org", org.value())
                .param("since", Sql.utc(since))
                .param("after", after(range))
                .param("upTo", upTo(range))
                .param("limit", limit)
                .query(SeenMedia::hashes)
                .list();
    }

    /** Videos only. */
    List<MediaHashes> videos(SeenRange range, int limit) {
        return jdbc.sql("""
                select m.sha256, m.sha1, m.md5, m.pdq, m.pdq_quality
                from media m
                where m.frames is not null and m.sha256 > :after
                order by m.sha256
                limit :limit\
                """)
                .param("after", after(range))
                .param("limit", limit)
                .query(SeenMedia::hashes)
                .list();
    }

    /** Those that have one of these hashes, all of that algorithm. */
    List<MediaHashes> exact(HashAlgorithm algorithm, List<HashValue> some) {
        String column = switch (algorithm) {
            case MD5 -> "md5";
            case SHA1 -> "sha1";
            case SHA256 -> "sha256";
            case PDQ, VPDQ -> throw new IllegalArgumentException("near hashes are not looked up one by one");
        };
        return jdbc.sql("""
                select m.sha256, m.sha1, m.md5, m.pdq, m.pdq_quality
                from media m
                where m.%s = any (:some)\
                """.formatted(column))
                .param("some", some.stream().map(HashValue::bytes).toArray(byte[][]::new))
                .query(SeenMedia::hashes)
                .list();
    }

    List<MediaHashes> numbered(long[] some) {
        return jdbc.sql("""
                select m.sha256, m.sha1, m.md5, m.pdq, m.pdq_quality
                from media m
                where m.number = any (:some)\
                """).param("some", some).query(SeenMedia::hashes).list();
    }

    /** How many there are, or only those with a PDQ hash that may be compared; counted up to a limit. */
    long count(boolean comparable, long limit) {
        return jdbc.sql("""
                select count(*) from
                    (select 1 from media
                     where not :comparable or (pdq is not null and pdq_quality >= :quality)
                     limit :limit) as counted\
                """)
                .param("comparable", comparable)
                .param("quality", Pdq.QUALITY_MIN)
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    List<VideoFrame> frames(HashValue sha256) {
        return jdbc.sql("select frames from media where sha256 = :sha256 and frames is not null")
                .param("sha256", sha256.bytes())
                .query((row, number) -> FrameBytes.read(row.getBytes("frames")))
                .optional()
                .orElse(List.of());
    }

    List<SeenAt> where(OrgId org, HashValue sha256, int limit) {
        return jdbc.sql("""
                select last.id, last.address, last.ended_at, p.id as page_id, p.address as page_address
                from (select distinct on (v.mac) v.id, v.address, v.ended_at, v.found_on
                      from visit v
                      where v.org_id = :org and v.sha256 = :sha256 and v.ended_at is not null
                      order by v.mac, v.ended_at desc) as last
                left join visit p on p.id = last.found_on
                order by last.ended_at desc, last.id
                limit :limit\
                """)
                .param("org", org.value())
                .param("sha256", sha256.bytes())
                .param("limit", limit)
                .query(this::seenAt)
                .list();
    }

    private SeenAt seenAt(ResultSet row, int number) throws SQLException {
        UUID page = Sql.optionalId(row, "page_id");
        return new SeenAt(
                open(Sql.id(row, "id"), row.getBytes("address")),
                page == null ? null : open(page, row.getBytes("page_address")),
                Sql.at(row, "ended_at"));
    }

    private CanonicalAddress open(UUID visit, byte[] sealed) {
        return CanonicalAddress.parse(sealer.open(sealed, new SealedIn("visit", "address", visit)));
    }

    private static byte[] after(SeenRange range) {
        HashValue after = range.after();
        return after == null ? BEGINNING : after.bytes();
    }

    private static byte @Nullable [] upTo(SeenRange range) {
        HashValue upTo = range.upTo();
        return upTo == null ? null : upTo.bytes();
    }

    private static MediaHashes hashes(ResultSet row, int number) throws SQLException {
        byte[] pdq = row.getBytes("pdq");
        return new MediaHashes(
                HashValue.of(HashAlgorithm.MD5, row.getBytes("md5")),
                HashValue.of(HashAlgorithm.SHA1, row.getBytes("sha1")),
                HashValue.of(HashAlgorithm.SHA256, row.getBytes("sha256")),
                pdq == null ? null : Pdq.of(HashValue.of(HashAlgorithm.PDQ, pdq)),
                row.getInt("pdq_quality"));
    }
}
