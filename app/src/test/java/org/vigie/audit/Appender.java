package org.vigie.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;

/**
 * A small process that appends until it is killed. It says {@code ACK subject} when an entry is on disk, and {@code NOTE …} for each
 * checkpoint that others may have seen.
 *
 * <p>Arguments: the address of the database, the password of the application's role, the directory of the keys, and how many entries
 * each thread appends at most.
 */
final class Appender {
    private static final int THREADS = 3;

    private Appender() {}

    public static void main(String[] arguments) throws Exception {
        // what is said is what counts here
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Map<Role, String> passwords = new EnumMap<>(Map.of(Role.APP, arguments[1]));
        int most = Integer.parseInt(arguments[3]);
        try (var log =
                new OwnLog(new DatabaseAccess(arguments[0], passwords), Path.of(arguments[2]), Clock.systemUTC(), 7)) {
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (int i = 0; i < THREADS; i++) {
                Thread.ofPlatform().start(() -> append(log, out, most));
            }
            // takes batches for as long as there are any, and there always are: what it signs is told by another thread
            Thread integrating = Thread.ofPlatform().start(() -> integrate(log, most));
            do {
                say(log, out);
            } while (!integrating.join(Duration.ofMillis(3)));
            say(log, out);
        }
    }

    private static void integrate(OwnLog log, int most) {
        for (int i = 0; i < most; i++) {
            log.integrator.integrateAll();
        }
    }

    private static void say(OwnLog log, PrintStream out) {
        log.proofs
                .newest()
                .ifPresent(note -> out.println("NOTE "
                        + Base64.getEncoder().encodeToString(note.whole().getBytes(StandardCharsets.UTF_8))));
    }

    private static void append(OwnLog log, PrintStream out, int most) {
        for (int i = 0; i < most; i++) {
            String subject = UUID.randomUUID().toString();
            log.append(subject);
            out.println("ACK " + subject);
        }
    }
}
