package org.vigie.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.vigie.audit.AuditSettings;
import org.vigie.audit.AuditStanding;
import org.vigie.core.index.RadiusIndex;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.FileTree;
import org.vigie.database.OpenDatabase;
import org.vigie.database.ServerLog;
import org.vigie.media.MediaHasher;
import org.vigie.media.SandboxLevel;
import org.vigie.media.SandboxReport;
import org.vigie.seal.KeyCare;

/** What the doctor looks at. Each check stands alone, so that one failure hides no other. */
final class Examination {
    private static final int JDK_MIN = 25;
    private static final long DISK_FREE_MIN_BYTES = 2L << 30;
    private static final int KEY_DAYS_MAX = 365;
    private static final Duration CLOCK_APART_MAX = Duration.ofSeconds(5);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    /** No clock of a running Vigie can stand before the day this was written. */
    private static final Instant WRITTEN = Instant.parse("2026-11-24T00:00:00Z");

    private final Environment settings;
    private final Running running;

    Examination(Running running) {
        this.running = running;
        settings = running.settings();
    }

    List<Check> checks() {
        return List.of(
                this::jdk,
                this::disk,
                this::database,
                this::audit,
                this::keys,
                this::sandbox,
                this::matching,
                this::mail,
                this::clock,
                this::leftovers);
    }

    private Finding jdk() {
        int version = Runtime.version().feature();
        return version >= JDK_MIN
                ? Finding.good("jdk", "Java " + Runtime.version())
                : Finding.bad("jdk", "Java %d; %d or newer is needed".formatted(version, JDK_MIN));
    }

    private Finding disk() {
        Path data = running.data(settings);
        try {
            Files.createDirectories(data);
            FileStore store = Files.getFileStore(data);
            long free = store.getUsableSpace();
            String text = "%d MB free for %s".formatted(free >> 20, data);
            return free < DISK_FREE_MIN_BYTES
                    ? Finding.bad("disk", text + "; at least %d MB are needed".formatted(DISK_FREE_MIN_BYTES >> 20))
                    : Finding.good("disk", text);
        } catch (IOException e) {
            return Finding.bad(
                    "disk", "the data directory %s cannot be used; name another with --data".formatted(data));
        }
    }

    private Finding database() {
        try (OpenDatabase database = OpenDatabase.open(running.data(settings), running.externalDatabase(settings));
                Connection connection = database.access().connect(DatabaseAccess.Role.APP);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')")) {
            row.next();
            boolean durable = !"off".equals(row.getString(2)) && !"off".equals(row.getString(3));
            String text = "PostgreSQL %s, %s".formatted(row.getString(1), database.description());
            if (!durable) {
                return Finding.bad("database", text + ", but fsync or synchronous_commit is off: turn both on");
            }
            List<String> talks = ServerLog.talksBy(connection);
            return talks.isEmpty()
                    ? Finding.good("database", text)
                    : Finding.bad(
                            "database",
                            text + ", but its log may quote what is stored; see docs/operating.md and change "
                                    + String.join(", ", talks));
        } catch (IOException | SQLException e) {
            return Finding.bad("database", "does not start or answer: " + firstLine(e));
        }
    }

    private Finding audit() {
        String origin = settings.getProperty("vigie.audit.origin", AuditSettings.ORIGIN_DEFAULT);
        try (OpenDatabase database = OpenDatabase.open(running.data(settings), running.externalDatabase(settings));
                Connection connection = database.access().connect(DatabaseAccess.Role.VERIFIER)) {
            boolean signs = settings.getProperty("vigie.audit.running", Boolean.class, true);
            return AuditStanding.conflict(running.data(settings), origin, connection)
                    .filter(conflict -> signs || !conflict.isOfTheRecord())
                    .map(conflict -> Finding.bad("audit", conflict.sentence() + ". Nothing is signed any more"))
                    .orElseGet(() -> Finding.good(
                            "audit",
                            signs
                                    ? "the log goes on from what was signed last"
                                    : "another copy of Vigie signs the log; this one does not"));
        } catch (BadSqlGrammarException e) {
            return Finding.note("audit", "no log yet: Vigie has not run on this database");
        } catch (IOException | SQLException | DataAccessException e) {
            return Finding.bad("audit", "the log cannot be read");
        }
    }

    /** When the key of columns was last replaced; {@code ./vigie key list} says more. */
    private Finding keys() {
        Path folder = running.data(settings).resolve("keys");
        Path file = folder.resolve("columns.json");
        try {
            if (!Files.exists(file)) {
                return Finding.note("keys", "made at the first start");
            }
            int copies = KeyCare.leftovers(folder);
            if (copies > 0) {
                return Finding.bad(
                        "keys",
                        "%d whole copies of keys, left by a killed process, lie in %s (*.new): the next start removes them; then make new copies of that folder"
                                .formatted(copies, folder));
            }
            Instant now = Instant.ofEpochMilli(java.time.Clock.systemUTC().millis());
            long days = Duration.between(Files.getLastModifiedTime(file).toInstant(), now)
                    .toDays();
            String text = "the key of columns was last replaced %d days ago".formatted(days);
            return days > KEY_DAYS_MAX
                    ? Finding.note("keys", text + ": rotate it, docs/operating.md says how")
                    : Finding.good("keys", text);
        } catch (IOException e) {
            return Finding.bad("keys", "the key files in %s cannot be read".formatted(folder));
        }
    }

    private Finding sandbox() {
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory("vigie-doctor");
            try (MediaHasher hasher = MediaHasher.open(MediaHasher.Settings.in(scratch))) {
                SandboxReport report = hasher.sandbox();
                return report.level() == SandboxLevel.NONE
                        ? Finding.bad("sandbox", report.summary() + ". Install bubblewrap, or allow user namespaces")
                        : Finding.good("sandbox", report.summary());
            } finally {
                FileTree.delete(scratch);
            }
        } catch (IOException e) {
            return Finding.bad("sandbox", "no temporary directory can be made");
        }
    }

    private Finding matching() {
        String text = "long lists are scanned " + RadiusIndex.scanDescription();
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Finding.good("matching", text)
                : Finding.note("matching", text + "; faster when java runs with --add-modules jdk.incubator.vector");
    }

    private Finding mail() {
        String host = settings.getProperty("vigie.mail.host", "");
        int port = settings.getProperty("vigie.mail.port", Integer.class, 587);
        if (host.isBlank()) {
            return Finding.note("mail", "no server is set (vigie.mail.host): notices wait in the outbox");
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT_MAX.toMillis());
            return Finding.good("mail", "%s:%d answers".formatted(host, port));
        } catch (IOException e) {
            return Finding.bad("mail", "%s:%d does not answer".formatted(host, port));
        }
    }

    private Finding clock() {
        Instant now = Instant.ofEpochMilli(java.time.Clock.systemUTC().millis());
        if (now.isBefore(WRITTEN)) {
            return Finding.bad("clock", "it is %s here; set the clock".formatted(now));
        }
        String external = running.externalDatabase(settings);
        if (external == null) {
            return Finding.good("clock", now.toString());
        }
        try (OpenDatabase database = OpenDatabase.open(running.data(settings), external);
                Connection connection = database.access().connect(DatabaseAccess.Role.APP);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select extract(epoch from clock_timestamp()) * 1000")) {
            row.next();
            Duration apart =
                    Duration.ofMillis(row.getLong(1) - now.toEpochMilli()).abs();
            return apart.compareTo(CLOCK_APART_MAX) > 0
                    ? Finding.bad("clock", "the database's clock is %d s apart".formatted(apart.toSeconds()))
                    : Finding.good("clock", now + ", as the database's");
        } catch (IOException | SQLException e) {
            return Finding.note("clock", now + "; the database's cannot be read");
        }
    }

    private Finding leftovers() {
        List<String> found = Leftovers.found();
        return found.isEmpty()
                ? Finding.good("leftovers", "no heap dump, no core dump, no report of a crash, no swap")
                : Finding.note("leftovers", String.join("; ", found));
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** One look at one thing. */
    @FunctionalInterface
    interface Check {
        Finding look();
    }

    /** How a thing is. */
    enum State {
        GOOD,
        NOTE,
        BAD
    }

    /** What was found. */
    record Finding(String name, State state, String detail) {
        static Finding good(String name, String detail) {
            return new Finding(name, State.GOOD, detail);
        }

        static Finding note(String name, String detail) {
            return new Finding(name, State.NOTE, detail);
        }

        static Finding bad(String name, String detail) {
            return new Finding(name, State.BAD, detail);
        }

        String text() {
            return "%-9s %-5s %s".formatted(name, state.name().toLowerCase(Locale.ROOT), detail);
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("check", name);
            fields.put("state", state.name().toLowerCase(Locale.ROOT));
            fields.put("detail", detail);
            return fields;
        }
    }
}
