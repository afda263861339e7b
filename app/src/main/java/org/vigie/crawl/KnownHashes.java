package org.vigie.crawl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;

/** Media that was decoded before. */
@Repository
class KnownHashes {
    private final JdbcClient jdbc;

    /**
     * What decoding gave.
     *
     * @param undecodable why there is no PDQ hash
     */
    record Known(MediaHashes hashes, @Nullable String undecodable) {}

    KnownHashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Known> find(HashValue sha256) {
        return jdbc.sql("select sha1, md5, pdq, pdq_quality, undecodable from media where sha256 = :sha256")
                .param("sha256", sha256.bytes())
                .query((row, number) -> {
                    byte[] pdq = row.getBytes("pdq");
                    MediaHashes hashes = new MediaHashes(
                            HashValue.of(HashAlgorithm.MD5, row.getBytes("md5")),
                            HashValue.of(HashAlgorithm.SHA1, row.getBytes("sha1")),
                            sha256,
                            pdq == null ? null : Pdq.of(HashValue.of(HashAlgorithm.PDQ, pdq)),
                            row.getInt("pdq_quality"));
                    return new Known(hashes, row.getString("undecodable"));
                })
                .optional();
    }

    /** Keeps it; where the decoding had failed on our side before, in place of what was kept then. */
    void add(Known known) {
        if (!insert(known) && forgetFailure(known.hashes().sha256())) {
            insert(known);
        }
    }

    private boolean insert(Known known) {
        MediaHashes hashes = known.hashes();
        Pdq pdq = hashes.pdq();
        return jdbc.sql("""
                insert into media (sha256, sha1, md5, pdq, pdq_quality, undecodable)
                values (:sha256, :sha1, :md5, :pdq, :quality, :undecodable)
                on conflict (sha256) do nothing""")
                        .param("sha256", hashes.sha256().bytes())
                        .param("sha1", hashes.sha1().bytes())
                        .param("md5", hashes.md5().bytes())
                        .param("pdq", pdq == null ? null : pdq.value().bytes())
                        .param("quality", pdq == null ? 0 : hashes.pdqQuality())
                        .param("undecodable", known.undecodable())
                        .update()
                == 1;
    }

    private boolean forgetFailure(HashValue sha256) {
        return jdbc.sql("delete from media where sha256 = :sha256 and undecodable in (:failures)")
                        .param("sha256", sha256.bytes())
                        .param("failures", Decoding.OWN_FAILURES)
                        .update()
                == 1;
    }
}
