package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.crawl.fetch.RobotsText;
import org.vigie.testing.VigieTest;

/** A host has a robots.txt for each scheme. */
@VigieTest
class RobotsFilesTest {
    private static final Instant UNTIL = Instant.parse("2026-11-28T00:00:00Z");

    @Autowired
    private RobotsFiles files;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void eachIsSealedForItsOwnPlace() {
        HostKey host = host();
        keep(host, "http", "User-agent: *\nDisallow: /plain");
        keep(host, "https", "User-agent: *\nDisallow: /first");
        keep(host, "https", "User-agent: *\nDisallow: /secure");
        assertThat(text(host, "http")).endsWith("/plain");
        assertThat(text(host, "https")).endsWith("/secure");

        transaction.executeWithoutResult(
                status -> db.sql("""
                        update host_robots set file = (
                            select file from host_robots where host_id = :host and scheme = 'http')
                        where host_id = :host and scheme = 'https'
                        """).param("host", host.value()).update());
        assertThat(text(host, "http")).endsWith("/plain");
        assertThatThrownBy(() -> text(host, "https"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open");

        // else no key that sealed it could ever be retired, in the tests of keys that share this database
        keep(host, "https", "User-agent: *\nDisallow: /secure");
        assertThat(text(host, "https")).endsWith("/secure");
    }

    private void keep(HostKey host, String scheme, String text) {
        transaction.executeWithoutResult(status -> files.keep(
                host,
                scheme,
                new RobotsFiles.Kept(
                        new RobotsText(RobotsText.State.FILE, text.getBytes(StandardCharsets.UTF_8)), 0, UNTIL)));
    }

    private String text(HostKey host, String scheme) {
        return new String(files.find(host, scheme).orElseThrow().text().text(), StandardCharsets.UTF_8);
    }

    private HostKey host() {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> db.sql("""
                        insert into host (id, mac, name, next_at, lease_until)
                        values (:id, sha256(:id::text::bytea), '\\x01', now(), now())
                        """).param("id", id).update());
        return new HostKey(id);
    }
}
