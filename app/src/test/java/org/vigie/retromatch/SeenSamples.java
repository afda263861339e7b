package org.vigie.retromatch;

import java.nio.ByteBuffer;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

/** Writes what the crawl saw as the crawl writes it. */
final class SeenSamples {
    private static final int FRAME_BYTES = 41;

    private final JdbcClient db;
    private final Sealer sealer;
    private final Clock clock;

    SeenSamples(JdbcClient db, Sealer sealer, Clock clock) {
        this.db = db;
        this.sealer = sealer;
        this.clock = clock;
    }

    void media(MediaHashes media) {
        media(media, List.of());
    }

    /** @param frames of a video; none of a picture */
    void media(MediaHashes media, List<VideoFrame> frames) {
        Pdq pdq = media.pdq();
        db.sql("""
                insert into media (sha256, sha1, md5, pdq, pdq_quality, frames)
                values (:sha256, :sha1, :md5, :pdq, :quality, :frames)
                """)
                .param("sha256", media.sha256().bytes())
                .param("sha1", media.sha1().bytes())
                .param("md5", media.md5().bytes())
                .param("pdq", pdq == null ? null : pdq.value().bytes(), Types.BINARY)
                .param("quality", media.pdqQuality())
                .param("frames", bytes(frames), Types.BINARY)
                .update();
    }

    private static byte @Nullable [] bytes(List<VideoFrame> frames) {
        if (frames.isEmpty()) {
            return null;
        }
        var bytes = ByteBuffer.allocate(frames.size() * FRAME_BYTES);
        for (VideoFrame frame : frames) {
            bytes.putInt(frame.frame())
                    .putInt((int) (frame.seconds() * 1000))
                    .put((byte) frame.quality())
                    .put(frame.pdq().value().bytes());
        }
        return bytes.array();
    }

    void seen(OrgId by, MediaHashes media, CanonicalAddress at) {
        UUID host = UUID.randomUUID();
        UUID visit = UUID.randomUUID();
        db.sql("""
                insert into host (id, mac, name, next_at, lease_until) values (:id, :mac, :name, :now, :now)
                """)
                .param("id", host)
                .param("mac", sealer.addressMac("host " + host))
                .param("name", sealer.seal("pictures.example", new SealedIn("host", "name", host)))
                .param("now", Sql.utc(clock.instant()))
                .update();
        db.sql("""
                insert into visit (id, org_id, host_id, look_id, item_id, purpose, role, mac, address, robots, depth, delay_ms, due,
                                   state, reason, ended_at, sha256)
                values (:id, :org, :host, :look, :look, 'CONFIRM', 'SEED', :mac, :address, 'REPORTED_ADDRESS', 0, 0, :now,
                        'ENDED', 'PICTURE', :now, :sha256)
                """)
                .param("id", visit)
                .param("org", by.value())
                .param("host", host)
                .param("look", UUID.randomUUID())
                .param("mac", sealer.addressMac(at.text()))
                .param("address", sealer.seal(at.text(), new SealedIn("visit", "address", visit)))
                .param("now", Sql.utc(clock.instant()))
                .param("sha256", media.sha256().bytes())
                .update();
    }

    /** The same hash with so many of its first bits turned. */
    static Pdq turned(Pdq hash, int bits) {
        byte[] bytes = hash.value().bytes();
        for (int bit = 0; bit < bits; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return Pdq.of(HashValue.of(HashAlgorithm.PDQ, bytes));
    }
}
