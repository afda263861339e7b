package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.testing.OldDatabase;

/** What the migrations make of robots.txt from before each row of it had an id of its own. */
class RobotsBeforeTest {
    private static final String BEFORE = "268";

    @Test
    void whatWasSealedForTheHostIsAskedForAgain(@TempDir Path folder) throws Exception {
        try (var old = new OldDatabase(folder, BEFORE, List.of())) {
            old.execute("""
                    insert into host (id, mac, name, next_at, lease_until)
                        values (gen_random_uuid(), sha256('one'), '\\x01', now(), now());
                    insert into host_robots (host_id, scheme, state, file, tries, valid_until)
                        select id, scheme, 'FILE', '\\x01', 0, now() from host, (values ('http'), ('https')) as of (scheme);
                    """);
            old.migrate();
            assertThat(old.text("select concat_ws(' ', (select count(*) from host), count(*)) from host_robots"))
                    .isEqualTo("1 0");
        }
    }
}
