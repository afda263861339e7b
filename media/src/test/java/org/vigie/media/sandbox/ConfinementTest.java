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
import java.util.List;
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
        String found = Escapes.text(way, List.of(folderOf(HostileMain.class), folderOf(LibC.class)));
        FOUND.put(way.description() + ", server as " + (Host.isRoot() ? "root" : "a user"), found);
        assumeTrue(!found.startsWith(Escapes.SKIPPED), found);
        assertThat(found).isEqualTo(Escapes.HELD);
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
        assumeTrue(
                lines.stream().anyMatch(line -> line.endsWith(Escapes.HELD)), () -> "skipped, no way works: " + lines);
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
