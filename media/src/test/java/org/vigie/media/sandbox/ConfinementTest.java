package org.vigie.media.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decoder that was taken over can do: nothing, whoever the server runs as. */
@Tag("figures")
class ConfinementTest {
    private static final String NOBODY = "65534";

    /** Way and parent, and what came of it, for the figure. */
    private static final TreeMap<String, String> FOUND = new TreeMap<>();

    @TempDir
    private Path open = Path.of("");

    @AfterAll
    static void keepFigure() throws IOException {
        Path root = Path.of(System.getProperty("vigie.root", ".."));
        Path folder = Files.createDirectories(root.resolve("target/security-figures"));
        String form = System.getProperty("vigie.long") == null ? "short" : "long";
        List<String> lines = new ArrayList<>();
        FOUND.forEach((way, found) -> lines.add(way + ": " + found));
        Files.writeString(folder.resolve("S14.txt"), "S14 (%s): %s%n".formatted(form, String.join("; ", lines)));
    }

    static Stream<Confinement> ways() {
        return Confinement.bestFirst().stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sevenOfSevenEscapesFail(Confinement way) throws Exception {
        String found = Escapes.text(way, classpath());
        FOUND.put(way.description() + ", server as " + (Host.isRoot() ? "root" : "a user"), found);
        assumeTrue(!found.startsWith(Escapes.SKIPPED), found);
        assertThat(found).isEqualTo(Escapes.HELD);
    }

    /** Each way is skipped where it does not work; that none does any more is no reason to be content. */
    @Test
    void someWayHoldsWhereBubblewrapIsInstalled() throws Exception {
        assumeTrue(Host.program("bwrap").isPresent(), "skipped: bubblewrap is not installed");
        assertThat(firstThatHolds(Confinement.bestFirst()))
                .as("a way that holds")
                .isPresent();
    }

    private static Optional<Confinement> firstThatHolds(List<Confinement> ways) throws Exception {
        for (Confinement way : ways) {
            if (Escapes.text(way, classpath()).equals(Escapes.HELD)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /** Else an attempt that can never succeed would be found confined by anything. */
    @Test
    void allSevenComeThroughWhereNothingConfines() throws Exception {
        assumeTrue(Host.isRoot(), "skipped: only root may do all of it");
        Set<EscapeAttempt> expected = EnumSet.allOf(EscapeAttempt.class);
        if (isTracingKeptFromAll()) {
            expected.remove(EscapeAttempt.TRACE);
        }
        Set<EscapeAttempt> through = Escapes.throughWhenFree(new Unconfined(), classpath());
        FOUND.put("nothing, server as root", through.size() + " of 7 came through");
        assertThat(through).containsAll(expected);
    }

    /** Some machines let nobody trace what they did not start. */
    private static boolean isTracingKeptFromAll() throws IOException {
        Path yama = Path.of("/proc/sys/kernel/yama/ptrace_scope");
        return Files.exists(yama) && !Files.readString(yama).strip().equals("0");
    }

    /**
     * In a namespace without the filter a program may start others, and signal and trace what is beside it: that this is refused there
     * is the doing of the filter.
     */
    @Test
    void withoutTheFilterABubbleHoldsNeitherForksNorSignalsNorTracing() throws Exception {
        var way = new Bubblewrap(Setup.AS_USER);
        assumeTrue(
                Escapes.text(way, classpath()).equals(Escapes.HELD),
                "skipped: bubblewrap as a user does not work here");
        Set<EscapeAttempt> through = Escapes.throughWhenFree(way, classpath());
        FOUND.put(way.description() + " without the filter", through + " came through");
        assertThat(through).contains(EscapeAttempt.EXECUTE, EscapeAttempt.SIGNAL);
        if (!isTracingKeptFromAll()) {
            assertThat(through).contains(EscapeAttempt.TRACE);
        }
    }

    /** A test that runs as root, as in a container, starts a server that does not. */
    @Test
    void sevenOfSevenFailForAServerThatIsNotRootToo() throws Exception {
        assumeTrue(Host.isRoot(), "skipped: this runs as a user already");
        var setpriv = Host.program("setpriv");
        assumeTrue(setpriv.isPresent(), "skipped: setpriv (package util-linux) is not installed");
        List<String> command = new ArrayList<>(
                List.of(setpriv.orElseThrow(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        String tests = readableByAll(folderOf(HostileMain.class), "tests");
        String program = readableByAll(folderOf(LibC.class), "program");
        String java = Path.of(System.getProperty("java.home"))
                .toRealPath()
                .resolve("bin/java")
                .toString();
        command.addAll(List.of(
                java,
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                tests + ":" + program,
                Escapes.class.getName(),
                tests,
                program));
        Process server = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line ->
                        Confinement.bestFirst().stream().anyMatch(way -> line.startsWith(way.description() + ": ")))
                .toList();

        assertThat(server.waitFor()).as("the server lived on: %s", lines).isZero();
        assertThat(lines).hasSameSizeAs(Confinement.bestFirst());
        lines.forEach(line -> FOUND.put(
                line.substring(0, line.indexOf(": ")) + ", server as nobody", line.substring(line.indexOf(": ") + 2)));
        assertThat(lines).allMatch(line -> line.endsWith(Escapes.HELD) || line.contains(Escapes.SKIPPED));
        if (lines.stream().noneMatch(line -> line.endsWith(Escapes.HELD))) {
            // root steps down for these ways as well: where one holds then, it holds for a server that never was root
            assertThat(firstThatHolds(List.of(new Bubblewrap(Setup.AS_USER), new Namespaces(Setup.AS_USER))))
                    .as("a way that holds, and none does for a server that is not root: %s", lines)
                    .isEmpty();
            // Known only now, after a way was tried for root too: this machine lets nobody make namespaces, so there
            // is nothing to try. Where bubblewrap is installed someWayHoldsWhereBubblewrapIsInstalled fails then.
            assumeTrue(false, () -> "skipped, no way works: " + lines);
        }
    }

    private static List<Path> classpath() throws URISyntaxException {
        return List.of(folderOf(HostileMain.class), folderOf(LibC.class));
    }

    /** Each of these lays mounts over /proc or forbids namespaces, and then no way works for who is not root. */
    @Test
    void theSampleUnitLeavesTheSandboxWhatItNeeds() throws IOException {
        Path unit = Path.of(System.getProperty("vigie.root", "..")).resolve("deploy/vigie.service");
        assertThat(Files.readAllLines(unit))
                .contains("User=vigie")
                .noneMatch(line -> line.matches("(ProtectKernelTunables|ProtectKernelLogs|ProtectProc|ProcSubset"
                        + "|RestrictNamespaces|PrivateUsers)=.*"));
    }

    private String readableByAll(Path folder, String name) throws IOException {
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path copy = open.resolve(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(folder.relativize(file).toString());
                Files.copy(file, to);
                Files.setPosixFilePermissions(
                        to, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        return copy.toString();
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
