package org.vigie.media.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /**
     * What a hostile program said, and what others saw of it.
     *
     * @param err the first line of its standard error
     */
    private record Tried(String out, String err, boolean isVictimAlive, boolean hasBeenCalled) {}

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
        Tried tried = tried(way, classpath, HostileMain.CONFINED);
        if (tried.out().isEmpty()) {
            return SKIPPED + "it does not work here: " + tried.err();
        }
        List<String> expected = Stream.concat(
                        Stream.of(EscapeAttempt.values()).map(attempt -> attempt + HostileMain.REFUSED),
                        Stream.of("done"))
                .toList();
        if (!tried.out().lines().toList().equals(expected)) {
            return "not all refused: " + String.join(", ", tried.out().lines().toList());
        }
        return tried.isVictimAlive() && !tried.hasBeenCalled()
                ? HELD
                : "victim alive: %s, a connection came: %s".formatted(tried.isVictimAlive(), tried.hasBeenCalled());
    }

    /**
     * What comes through where the program does not confine itself. As others saw it, too: a connection that nobody got and a victim
     * that lives on did not come through.
     */
    static Set<EscapeAttempt> throughWhenFree(Confinement way, List<Path> classpath)
            throws IOException, InterruptedException {
        Tried tried = tried(way, classpath, HostileMain.FREE);
        Set<EscapeAttempt> through = EnumSet.noneOf(EscapeAttempt.class);
        for (EscapeAttempt attempt : EscapeAttempt.values()) {
            if (tried.out().lines().anyMatch((attempt + HostileMain.THROUGH)::equals)) {
                through.add(attempt);
            }
        }
        boolean isOutside = way instanceof Unconfined;
        if (isOutside && !tried.hasBeenCalled()) {
            through.remove(EscapeAttempt.SOCKET);
        }
        if (isOutside && tried.isVictimAlive()) {
            through.remove(EscapeAttempt.SIGNAL);
        }
        return through;
    }

    private static Tried tried(Confinement way, List<Path> classpath, String how)
            throws IOException, InterruptedException {
        Process victim = new ProcessBuilder("sleep", "120").start();
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(1);
            ChildJvm hostile = hostile(classpath, listening.getLocalPort(), victim.pid(), how);
            Process process = new ProcessBuilder(way.command(hostile)).start();
            try {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                // what was killed is gone in a moment
                boolean isVictimAlive = !victim.waitFor(500, TimeUnit.MILLISECONDS);
                return new Tried(out, err.lines().findFirst().orElse(""), isVictimAlive, hasBeenCalled(listening));
            } finally {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } finally {
            victim.destroyForcibly();
        }
    }

    private static boolean hasBeenCalled(ServerSocket listening) throws IOException {
        try {
            listening.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private static ChildJvm hostile(List<Path> classpath, int port, long victim, String how) throws IOException {
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
                        Long.toString(ProcessHandle.current().pid()),
                        how),
                USER,
                LIMITS);
    }
}
