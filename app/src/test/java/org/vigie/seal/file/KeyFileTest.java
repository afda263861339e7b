package org.vigie.seal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of key files when the process that writes them is killed. */
class KeyFileTest {
    private static final int KILLS_MAX = 50;

    private static final int LINES = 5_000;

    @TempDir
    private Path folder;

    /** Writes one text after the other, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            var file = new KeyFile(Path.of(arguments[0]));
            for (int number = 0; ; number++) {
                file.replace("keys %d\n".formatted(number).repeat(LINES));
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
                .hasSize(LINES)
                .containsOnly(Files.readAllLines(file).getFirst());
    }

    private static void writeAndBeKilled(Path file) throws IOException, InterruptedException {
        Process process = start(Writer.class, file);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int files = 0; files < 20; files++) {
                assertThat(out.readLine()).as("the process ended by itself").isNotNull();
            }
            // the moment of the kill is what is random here; without this all would hit the one between two files
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(20_000));
            kill(process);
        }
    }

    /** Removes leftovers, and says so each time that there were any, until it is killed. */
    static final class Tidier {
        private Tidier() {}

        public static void main(String[] arguments) throws IOException {
            var folder = Path.of(arguments[0]);
            while (true) {
                if (KeyFile.removeLeftovers(folder, "first") > 0) {
                    System.out.println("tidied");
                }
            }
        }
    }

    /** Of two processes that start together for the first time, one may tidy while the other is writing. */
    @Test
    void whatIsBeingWrittenStaysWhileAnotherProcessTidies() throws Exception {
        Process tidier = start(Tidier.class, folder);
        try (BufferedReader out = tidier.inputReader(StandardCharsets.UTF_8)) {
            Files.writeString(folder.resolve("first.json-of-a-killed-one.new"), "keys");
            assertThat(out.readLine()).isEqualTo("tidied");
            for (int number = 0; number < 200; number++) {
                var file = new KeyFile(folder.resolve("first%d.json".formatted(number)));
                file.create("keys");
                assertThat(file.text()).isEqualTo("keys");
            }
            assertThat(tidier.isAlive()).isTrue();
        } finally {
            kill(tidier);
        }
    }

    private static Process start(Class<?> main, Path argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        argument.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
