package org.vigie.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One Vigie after the other on the same data, each in a process of its own that ends by SIGKILL. */
final class Lives implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final Duration STOP_MAX = Duration.ofMinutes(1);
    private static final int KILLED = 128 + 9;

    private final Path folder;
    private final Path data;
    private final URI base;
    private final List<String> options;
    private @Nullable Process process;
    private int number;

    /** @param folder what {@link Killable} is told */
    Lives(Path folder, Path data, URI base) {
        this(folder, data, base, List.of());
    }

    /** The same, with further options of the JVM. */
    Lives(Path folder, Path data, URI base, List<String> options) {
        this.options = options;
        this.folder = folder;
        this.data = data;
        this.base = base;
    }

    void begin() throws IOException {
        number++;
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(1, options);
        command.addAll(List.of(Killable.class.getName(), folder.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(number).toFile())
                .start();
    }

    /** Until it answers; fails with what it said when it ended instead. */
    void awaitServing() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!isServing()) {
            assertThat(process().isAlive() && System.nanoTime() < deadline)
                    .as(() -> "life %d does not serve: %s".formatted(number, said(number)))
                    .isTrue();
            // between two looks at another process, which tells nobody when it is ready
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    long pid() {
        return process().pid();
    }

    boolean isAlive() {
        return process().isAlive();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process().destroyForcibly();
        assertThat(process().waitFor()).as(() -> said(number)).isEqualTo(KILLED);
    }

    /** Kills the database's first process the same way; the others end when they see it. */
    void killDatabase() throws IOException, InterruptedException {
        if (Files.exists(pidFile())) {
            long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Ends the database in order, so that all it knows is in its files and nobody writes there any more. */
    void stopDatabase() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
        var first = ProcessHandle.of(pid).orElseThrow();
        first.destroy();
        first.onExit().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    /** How many hosts are held by somebody, dead or alive. */
    int leasesHeld() throws IOException, SQLException {
        if (!Files.exists(pidFile()) || !Files.exists(passwords())) {
            return 0;
        }
        try (Connection connection = connect("vigie_app");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from host where busy")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Gives a table of the application another name: whatever needs it fails. */
    void rename(String table, String name) throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table %s rename to %s".formatted(table, name));
        }
    }

    private Connection connect(String user) throws IOException, SQLException {
        var known = new Properties();
        try (Reader in = Files.newBufferedReader(passwords())) {
            known.load(in);
        }
        String url = "jdbc:postgresql://127.0.0.1:%s/vigie"
                .formatted(Files.readAllLines(pidFile()).get(3).strip());
        return DriverManager.getConnection(url, user, known.getProperty(user));
    }

    private Path passwords() {
        return data.resolve("postgres/passwords");
    }

    private Path pidFile() {
        return data.resolve("postgres/cluster/postmaster.pid");
    }

    /** What all lives wrote, for whoever must find out why one went wrong. */
    String said() {
        var text = new StringBuilder();
        for (int i = 1; i <= number; i++) {
            text.append("--- life ").append(i).append('\n').append(said(i));
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private boolean isServing() {
        try {
            var connection = (HttpURLConnection) base.resolve("/report").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("no life has begun");
        }
        return process;
    }

    /** What the life that is there now, or was last, writes. */
    Path log() {
        return log(number);
    }

    private Path log(int life) {
        return folder.resolve("life-" + life + ".log");
    }

    private String said(int life) {
        try {
            return Files.readString(log(life));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
