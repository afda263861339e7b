package org.vigie.crawl;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.crawl.fetch.RobotsText;
import org.vigie.database.Sql;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** What hosts' robots.txt said. */
@Repository
class RobotsFiles {
    private final JdbcClient jdbc;
    private final Sealer sealer;

    /** One answer, and until when it is believed. */
    record Kept(RobotsText text, int tries, Instant validUntil) {}

    RobotsFiles(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    Optional<Kept> find(HostKey host, String scheme) {
        return jdbc.sql("""
                select id, state, file, tries, valid_until from host_robots where host_id = :host and scheme = :scheme""")
                .param("host", host.value())
                .param("scheme", scheme)
                .query((row, number) -> new Kept(
                        text(Sql.id(row, "id"), row.getString("state"), row.getBytes("file")),
                        row.getInt("tries"),
                        Sql.at(row, "valid_until")))
                .optional();
    }

    /** In the place of what was kept before, under another id, for which it is sealed. */
    void keep(HostKey host, String scheme, Kept kept) {
        UUID id = UUID.randomUUID();
        boolean isFile = kept.text().state() == RobotsText.State.FILE;
        String file = Base64.getEncoder().encodeToString(kept.text().text());
        jdbc.sql("""
                insert into host_robots (id, host_id, scheme, state, file, tries, valid_until)
                values (:id, :host, :scheme, :state, :file, :tries, :until)
                on conflict (host_id, scheme) do update
                set id = excluded.id, state = excluded.state, file = excluded.file, tries = excluded.tries,
                    valid_until = excluded.valid_until""")
                .param("id", id)
                .param("host", host.value())
                .param("scheme", scheme)
                .param("state", kept.text().state().name())
                .param("file", isFile ? sealer.seal(file, where(id)) : null)
                .param("tries", kept.tries())
                .param("until", Sql.utc(kept.validUntil()))
                .update();
    }

    private RobotsText text(UUID id, String state, byte @Nullable [] sealed) {
        return sealed == null
                ? RobotsText.of(RobotsText.State.valueOf(state))
                : new RobotsText(
                        RobotsText.State.valueOf(state), Base64.getDecoder().decode(sealer.open(sealed, where(id))));
    }

    private static SealedIn where(UUID id) {
        return new SealedIn("host_robots", "file", id);
    }
}
