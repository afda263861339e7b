package org.vigie.media.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfinementTest {
    private static final Rlimits LIMITS = new Rlimits(512L << 20, 60, 128);

    private ServerSocket listening = unopened();
    private Process victim = notStarted();

    private static ServerSocket unopened() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process notStarted() {
        try {
            return new ProcessBuilder("sleep", "120").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listening.setSoTimeout(1);
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
        victim.destroyForcibly();
    }

    static Stream<Confinement> ways() {
        return Confinement.bestFirst().stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sevenOfSevenEscapesFail(Confinement way) throws Exception {
        assumeTrue(way.missing().isEmpty(), () -> "skipped: " + way.missing().orElse(""));
        Process hostile = new ProcessBuilder(way.command(hostile())).start();
        try {
            String out = new String(hostile.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(hostile.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(!out.isEmpty(), () -> "skipped, " + way.description() + " does not work here: " + err);
            List<String> expected = new ArrayList<>();
            for (EscapeAttempt attempt : EscapeAttempt.values()) {
                expected.add(attempt + " refused");
            }
            expected.add("done");
            assertThat(out.lines()).as(err).containsExactlyElementsOf(expected);
            assertThat(victim.isAlive()).as("the process to be killed").isTrue();
            assertThat(hasBeenCalled()).as("a connection came").isFalse();
        } finally {
            hostile.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private boolean hasBeenCalled() throws IOException {
        try {
            listening.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private ChildJvm hostile() throws IOException, URISyntaxException {
        List<Path> classpath = List.of(
                Path.of(HostileMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                Path.of(LibC.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        return new ChildJvm(
                Path.of(System.getProperty("java.home")).toRealPath(),
                classpath,
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"),
                HostileMain.class.getName(),
                List.of(
                        Integer.toString(listening.getLocalPort()),
                        Long.toString(victim.pid()),
                        Long.toString(LIMITS.dataBytes()),
                        Long.toString(LIMITS.cpuSeconds())),
                59_399,
                LIMITS);
    }
}
