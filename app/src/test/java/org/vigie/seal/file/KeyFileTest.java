package org.vigie.seal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of key files when the process that writes them is killed. */
class KeyFileTest {
    private static final int KILLS_MAX = 50;

    @TempDir
    private Path folder;

    /** Writes one text after the other, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            var file = new KeyFile(Path.of(arguments[0]));
            for (int number = 0; ; number++) {
                file.replace("keys %d\n".formatted(number).repeat(500));
                System.out.println(number);
            }
        }
    }

    @Test
    void whatAKilledProcessLeftIsFoundAndGoesAndTheFileStaysWhole() throws Exception {
        Path file = folder.resolve("columns.json");
        int kills = 0;
        while (KeyFile.leftovers(folder).isEmpty()) {
            assertThat(++kills).as("kills that left nothing").isLessThanOrEqualTo(KILLS_MAX);
            writeAndBeKilled(file);
        }
        assertThat(KeyFile.removeLeftovers(folder, "epochs.json")).isZero();
        assertThat(KeyFile.removeLeftovers(folder, "columns.json")).isEqualTo(1);
        assertThat(KeyFile.leftovers(folder)).isEmpty();
        assertThat(Files.readAllLines(file))
                .hasSize(500)
                .containsOnly(Files.readAllLines(file).getFirst());
    }

    private void writeAndBeKilled(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int lines = 0; lines < 20; lines++) {
                assertThat(out.readLine()).as("the process ended by itself").isNotNull();
            }
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Of two processes that start together for the first time, one may tidy what the other is writing. */
    @Test
    void aFirstFileIsMadeWhileAnotherProcessTidies() throws Exception {
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> tidying = () -> {
                int removed = 0;
                while (!stop.get()) {
                    removed += KeyFile.removeLeftovers(folder, "first");
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                return removed;
            };
            Future<Integer> tidied = threads.submit(tidying);
            List<Integer> missing = new ArrayList<>();
            try {
                for (int number = 0; number < 200; number++) {
                    var file = new KeyFile(folder.resolve("first%d.json".formatted(number)));
                    file.create("keys");
                    if (!file.exists()) {
                        missing.add(number);
                    }
                }
            } finally {
                stop.set(true);
            }
            assertThat(tidied.get()).isPositive();
            assertThat(missing).isEmpty();
        }
    }
}
