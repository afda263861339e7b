package org.vigie.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.vigie.database.DatabaseAccess.Role;

/** A data directory that nobody used before. The programs are unpacked once for all of them. */
final class DataDirectory implements AutoCloseable {
    private static @Nullable Path unpacked;

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    static DataDirectory fresh() throws IOException {
        DataDirectory fresh = new DataDirectory(temporary());
        Path programs = programs();
        Files.createDirectories(fresh.postgres());
        Files.setPosixFilePermissions(fresh.postgres(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.createSymbolicLink(fresh.postgres().resolve(programs.getFileName()), programs);
        return fresh;
    }

    private static synchronized Path programs() throws IOException {
        if (unpacked == null) {
            Path home = temporary();
            unpacked = Objects.requireNonNull(Binaries.under(home).getParent());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        }
        return unpacked;
    }

    private static Path temporary() throws IOException {
        Path directory = Files.createTempDirectory("vigie-database");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return directory;
    }

    Path path() {
        return path;
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path cluster() {
        return postgres().resolve("cluster");
    }

    Path pidFile() {
        return cluster().resolve("postmaster.pid");
    }

    /** The number of the server's first process. */
    long server() throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
    }

    /** Kills the server's first process as {@code kill -9} does. */
    void killServer() throws IOException {
        ProcessHandle server = ProcessHandle.of(server()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
    }

    static List<String> ask(DatabaseAccess access, Role role, String sql) throws SQLException {
        try (Connection connection = access.connect(role)) {
            return ask(connection, sql);
        }
    }

    static List<String> ask(Connection connection, String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    static void execute(DatabaseAccess access, Role role, String sql) throws SQLException {
        try (Connection connection = access.connect(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whatever still runs there is ended first. */
    @Override
    public void close() throws IOException {
        if (Files.exists(pidFile()) && PidFile.read(pidFile()).orElseThrow().mayBeAlive()) {
            killServer();
        }
        delete(path);
    }

    /** The last processes of a killed server may still write. */
    private static void delete(Path directory) {
        for (int tries = 1; Files.exists(directory); tries++) {
            try {
                FileTree.delete(directory);
            } catch (IOException e) {
                if (tries == 50) {
                    throw new UncheckedIOException(e);
                }
                // between two tries: nothing tells when the last of them has ended
                LockSupport.parkNanos(100_000_000);
            }
        }
    }
}
