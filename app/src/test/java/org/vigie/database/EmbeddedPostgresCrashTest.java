package org.vigie.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.vigie.database.DataDirectory.ask;
import static org.vigie.database.DataDirectory.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.database.DatabaseAccess.Role;

/** Processes that hold a data directory and are killed, as {@code kill -9} does. */
class EmbeddedPostgresCrashTest {
    private static final Duration OPENED_MAX = Duration.ofSeconds(60);
    private static final int KILLS = 6;

    private DataDirectory data;

    @BeforeEach
    void aDirectory() throws IOException {
        data = DataDirectory.fresh();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        data.close();
    }

    @Test
    void aServerOutlivesItsKilledOwnerAndTheNextOneFindsAndStopsIt() throws Exception {
        Process owner = HoldsDatabase.start(data.path());
        await().atMost(OPENED_MAX).until(() -> Files.exists(data.path().resolve(HoldsDatabase.OPENED)));
        String url = Files.readString(data.path().resolve(HoldsDatabase.OPENED));
        long server = data.server();
        kill(owner);

        try (EmbeddedPostgres next = EmbeddedPostgres.open(data.path())) {
            assertThat(next.access().url()).isEqualTo(url);
            assertThat(data.server()).as("the same server").isEqualTo(server);
            execute(next.access(), Role.OWNER, "create table kept as select 'kept' as word");
        }
        assertThat(data.pidFile()).as("stopped by who took its ownership over").doesNotExist();
    }

    @Test
    void whileTheOwnerLivesAnotherProcessAttachesAndLeavesTheServerRunning() throws Exception {
        Process owner = HoldsDatabase.start(data.path());
        try {
            // not awaited: the other one comes while the first is still making the cluster
            await().atMost(OPENED_MAX).until(() -> Files.exists(data.postgres().resolve("owner.lock")));
            try (EmbeddedPostgres other = EmbeddedPostgres.open(data.path())) {
                assertThat(ask(other.access(), Role.APP, "select 1")).containsExactly("1");
            }
            await().atMost(OPENED_MAX).until(() -> Files.exists(data.path().resolve(HoldsDatabase.OPENED)));
            assertThat(data.pidFile()).exists();
        } finally {
            kill(owner);
        }
    }

    @Test
    void aFirstStartThatIsKilledAtAnyMomentLeavesNothingThatStopsTheNext() throws Exception {
        Random random = new Random(18);
        for (int kill = 0; kill < KILLS; kill++) {
            Process owner = HoldsDatabase.start(data.path());
            // the moment of the kill is what is random here, and nothing that could be awaited
            TimeUnit.MILLISECONDS.sleep(random.nextLong(100, 2_500));
            kill(owner);
        }

        EmbeddedPostgres.open(data.path()).close(); // while the last one killed may still be dying
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            for (Role role : Role.values()) {
                assertThat(ask(server.access(), role, "select current_user")).containsExactly(role.user());
            }
        }
        try (var left = Files.list(data.postgres())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("cluster-unfinished"));
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
