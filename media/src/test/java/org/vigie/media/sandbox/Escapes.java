package org.vigie.media.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets {@link HostileMain} loose in each way of confining it, as the parent whose decoder it is, and says what came of it. It
 * has a {@code main} of its own, so that a test which runs as root can have another user be the parent.
 */
final class Escapes {
    /** What {@link #text} says where everything was refused. */
    static final String HELD = "7 of 7 refused";

    static final String SKIPPED = "skipped: ";

    private static final Rlimits LIMITS = new Rlimits(512L << 20, 60, 128);
    private static final int USER = 59_399;

    private Escapes() {}

    /** Arguments: the class path of the hostile program. Writes one line for each way. */
    @SuppressWarnings("SystemOut") // the pipe to the test
    public static void main(String[] args) throws Exception {
        for (Confinement way : Confinement.bestFirst()) {
            System.out.println(way.description() + ": "
                    + text(way, Stream.of(args).map(Path::of).toList()));
        }
    }

    /** {@link #HELD}, or why the way does not work here, or what came through. */
    static String text(Confinement way, List<Path> classpath) throws IOException, InterruptedException {
        if (way.missing().isPresent()) {
            return SKIPPED + way.missing().get();
        }
        Process victim = new ProcessBuilder("sleep", "120").start();
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(1);
            ChildJvm hostile = hostile(classpath, listening.getLocalPort(), victim.pid());
            Process process = new ProcessBuilder(way.command(hostile)).start();
            try {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                if (out.isEmpty()) {
                    return SKIPPED + "it does not work here: "
                            + err.lines().findFirst().orElse("");
                }
                return judged(out, victim.isAlive(), hasBeenCalled(listening));
            } finally {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } finally {
            victim.destroyForcibly();
        }
    }

    private static String judged(String out, boolean isVictimAlive, boolean hasBeenCalled) {
        List<String> expected = Stream.concat(
                        Stream.of(EscapeAttempt.values()).map(attempt -> attempt + " refused"), Stream.of("done"))
                .toList();
        if (!out.lines().toList().equals(expected)) {
            return "not all refused: " + String.join(", ", out.lines().toList());
        }
        return isVictimAlive && !hasBeenCalled
                ? HELD
                : "victim alive: %s, a connection came: %s".formatted(isVictimAlive, hasBeenCalled);
    }

    private static boolean hasBeenCalled(ServerSocket listening) throws IOException {
        try {
            listening.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private static ChildJvm hostile(List<Path> classpath, int port, long victim) throws IOException {
        return new ChildJvm(
                Path.of(System.getProperty("java.home")).toRealPath(),
                classpath,
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"),
                HostileMain.class.getName(),
                List.of(
                        Integer.toString(port),
                        Long.toString(victim),
                        Long.toString(LIMITS.dataBytes()),
                        Long.toString(LIMITS.cpuSeconds()),
                        Long.toString(ProcessHandle.current().pid())),
                USER,
                LIMITS);
    }
}
