package org.vigie.crawl;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.media.decode.DecodeMode;

/** Media that was decoded before. */
@Repository
class KnownHashes {
    private final JdbcClient jdbc;

    /**
     * What decoding gave.
     *
     * @param undecodable why there is no PDQ hash, or of a video why not all of it was hashed
     * @param frames of a video; none of a picture
     * @param mode from how much of a picture its PDQ hash was made
     */
    record Known(MediaHashes hashes, @Nullable String undecodable, List<VideoFrame> frames, DecodeMode mode) {
        Known {
            frames = List.copyOf(frames);
        }
    }

    KnownHashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of those bytes. A PDQ hash counts if it is of that mode, or of the mode that is more exact than that. */
    Optional<Known> find(HashValue sha256, DecodeMode mode) {
        return jdbc.sql("""
                select sha1, md5, pdq, pdq_quality, undecodable, frames, mode from media
                where sha256 = :sha256 and (pdq is null or mode in (:modes))
                """)
                .param("sha256", sha256.bytes())
                .param("modes", asGoodAs(mode))
                .query((row, number) -> {
                    byte[] pdq = row.getBytes("pdq");
                    MediaHashes hashes = new MediaHashes(
                            HashValue.of(HashAlgorithm.MD5, row.getBytes("md5")),
                            HashValue.of(HashAlgorithm.SHA1, row.getBytes("sha1")),
                            sha256,
                            pdq == null ? null : Pdq.of(HashValue.of(HashAlgorithm.PDQ, pdq)),
                            row.getInt("pdq_quality"));
                    return new Known(
                            hashes,
                            row.getString("undecodable"),
                            FrameBytes.read(row.getBytes("frames")),
                            DecodeMode.ofLabel(row.getString("mode")).orElseThrow());
                })
                .optional();
    }

    private static List<String> asGoodAs(DecodeMode mode) {
        return mode == DecodeMode.REDUCED
                ? List.of(mode.label(), DecodeMode.FULL_RESOLUTION.label())
                : List.of(mode.label());
    }

    /**
     * Keeps it; where the decoding had failed on our side before, or was of another mode that is no better, in place of what was
     * kept then.
     */
    void add(Known known) {
        if (!insert(known) && forgetWorse(known)) {
            insert(known);
        }
    }

    private boolean insert(Known known) {
        MediaHashes hashes = known.hashes();
        Pdq pdq = hashes.pdq();
        return jdbc.sql("""
                insert into media (sha256, sha1, md5, pdq, pdq_quality, undecodable, frames, mode)
                values (:sha256, :sha1, :md5, :pdq, :quality, :undecodable, :frames, :mode)
                on conflict (sha256) do nothing""")
                        .param("sha256", hashes.sha256().bytes())
                        .param("sha1", hashes.sha1().bytes())
                        .param("md5", hashes.md5().bytes())
                        .param("pdq", pdq == null ? null : pdq.value().bytes())
                        .param("quality", pdq == null ? 0 : hashes.pdqQuality())
                        .param("undecodable", known.undecodable())
                        .param("frames", FrameBytes.written(known.frames()), Types.BINARY)
                        .param("mode", known.mode().label())
                        .update()
                == 1;
    }

    private boolean forgetWorse(Known known) {
        return jdbc.sql("""
                        delete from media
                        where sha256 = :sha256
                          and ((undecodable in (:failures) and frames is null)
                               or (pdq is not null and :isDecoded and mode <> :mode and :mode <> :reduced))
                        """)
                        .param("sha256", known.hashes().sha256().bytes())
                        .param("failures", Decoding.OWN_FAILURES)
                        .param("isDecoded", known.hashes().pdq() != null)
                        .param("mode", known.mode().label())
                        .param("reduced", DecodeMode.REDUCED.label())
                        .update()
                == 1;
    }
}
