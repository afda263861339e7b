package org.vigie.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** A process that opens a data directory, says so in a file, and holds it until it is killed. */
final class HoldsDatabase {
    static final String OPENED = "opened";

    private HoldsDatabase() {}

    public static void main(String[] directory) throws IOException, SQLException, InterruptedException {
        Path data = Path.of(directory[0]);
        DatabaseAccess access = EmbeddedPostgres.open(data).access();
        Path said = Files.writeString(data.resolve(OPENED + ".new"), access.url());
        Files.move(said, data.resolve(OPENED), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }

    static Process start(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(OPENED));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsDatabase.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("said").toFile())
                .start();
    }
}
