package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an opener writes of its own failures, for which it has no log. */
class OpenerMainTest {
    private static final String CANARY = "zhqrwxkb";

    @TempDir
    private Path folder;

    /** An opener that cannot listen. */
    static final class Fails {
        private Fails() {}

        public static void main(String[] arguments) throws GeneralSecurityException, IOException {
            OpenerMain.run(Path.of(arguments[0]), OpenerRules.USUAL, Path.of(arguments[1]));
        }
    }

    @Test
    void aFailureThatNothingCaughtIsSaidByItsKindAlone() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fails.class.getName(),
                        folder.toString(),
                        folder.resolve("a/" + CANARY + "/opener.sock").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(said.lines().filter(line -> line.startsWith("opener: a thread ended, ")))
                .hasSize(1);
        assertThat(said).doesNotContain(CANARY, "\tat ");
    }
}
