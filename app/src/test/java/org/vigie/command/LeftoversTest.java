package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine may keep, and what a mistyped command line may not repeat. */
class LeftoversTest {
    private static final String CANARY = "http://zhqrwxkb.example/zhqrwxkb";

    /** Cores are a matter of the limits then. */
    private static final Predicate<String> SAFE_BUT_CORES =
            Set.of("CreateCoredumpOnCrash", "SuppressFatalErrorMessage")::contains;

    @TempDir
    private Path folder;

    @Test
    void coresAndSwapAreSeen() throws IOException {
        Path limits = folder.resolve("limits");
        Path swaps = folder.resolve("swaps");
        Files.writeString(
                limits, "Limit   Soft  Hard\nMax core file size        unlimited            unlimited     bytes\n");
        Files.writeString(swaps, "Filename Type Size\n/dev/sda2 partition 1\n");
        assertThat(String.join("", Leftovers.found(SAFE_BUT_CORES, limits, swaps)))
                .contains("swapoff", "ulimit -c 0");

        Files.writeString(limits, "Max core file size        0                    unlimited            bytes\n");
        Files.writeString(swaps, "Filename Type Size\n/dev/zram0 partition 1\n");
        assertThat(Leftovers.found(SAFE_BUT_CORES, limits, swaps)).isEmpty();
        assertThat(Leftovers.found(SAFE_BUT_CORES, folder.resolve("none"), folder.resolve("none")))
                .isEmpty();
    }

    @Test
    void dumpsAndReportsOfCrashesAreSeen() {
        Path none = folder.resolve("none");
        assertThat(Leftovers.found("HeapDumpOnOutOfMemoryError"::equals, none, none))
                .satisfiesExactly(
                        dump -> assertThat(dump).contains("-XX:-HeapDumpOnOutOfMemoryError"),
                        report -> assertThat(report).contains("-XX:+SuppressFatalErrorMessage"));
        assertThat(Leftovers.found()).as("asks this JVM").anyMatch(one -> one.contains("SuppressFatalErrorMessage"));
    }

    /** Whatever holds keys or addresses is started so that a crash writes nothing of them. */
    @Test
    void everyWayToStartItWritesNoReportOfACrash() throws IOException {
        for (String file : List.of(
                "vigie",
                "deploy/vigie.service",
                "deploy/vigie-opener.service",
                "app/src/main/java/org/vigie/seal/OpenerLine.java",
                "media/src/main/java/org/vigie/media/WorkerStarter.java")) {
            assertThat(Files.readString(Path.of("..").resolve(file)))
                    .as(file)
                    .contains("-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData");
        }
    }

    @Test
    void aMistypedCommandLineIsNotRepeatedWithItsValues() {
        for (List<String> wrong : List.of(
                List.of("crawl", CANARY),
                List.of("crawl", "--sede=" + CANARY),
                List.of("crawl", "--seed", CANARY, "--depth", CANARY),
                List.of("crawl", "--seed", CANARY, "--scope", CANARY),
                List.of("serve", "--port", CANARY),
                List.of(CANARY),
                List.of("list", CANARY))) {
            var said = new StringWriter();
            var writer = new PrintWriter(said);
            int code = Commands.line(List.of()).setOut(writer).setErr(writer).execute(wrong.toArray(String[]::new));
            assertThat(code).as("%s", wrong).isEqualTo(ExitCode.USAGE);
            assertThat(said.toString()).as("%s", wrong).startsWith("vigie: ").doesNotContain("zhqrwxkb");
        }
        var said = new StringWriter();
        Commands.line(List.of())
                .setErr(new PrintWriter(said))
                .execute("crawl", "--seed", "x", "--list", "y", "--sede=x");
        assertThat(said.toString()).contains("--sede", "./vigie crawl --help");
    }
}
