package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.database.OpenDatabase;

/** A checkpoint says the second in which it was signed, also where PostgreSQL rounds its time up into the next one. */
class CheckpointTimeTest {
    @TempDir
    private Path folder;

    @Test
    void aCheckpointOfTheLastNanosecondsOfASecondIsSound() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var late = Clock.fixed(Instant.parse("2026-03-01T10:00:00.999999900Z"), ZoneOffset.UTC);
        try (var database = OpenDatabase.open(folder, null)) {
            OwnLog.migrate(database.access());
            try (var log = new OwnLog(database.access(), folder.resolve("keys"), late, 10)) {
                log.grow(1, 2);

                assertThat(log.verification.verify().faults()).isEmpty();
            }
        }
    }
}
