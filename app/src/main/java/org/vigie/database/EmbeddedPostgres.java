package org.vigie.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own under a data directory.
 *
 * <p>It is not a child that dies with us: a killed process leaves it running, and the next start finds it by its {@code
 * postmaster.pid} and attaches; a stale pid file is PostgreSQL's own business and is cleared by it. Whoever holds the lock
 * file decides to stop the server; others on the same directory only attach.
 *
 * <pre>
 * DIR/postgres/postgresql-18.1.0/   the programs
 * DIR/postgres/cluster/             PostgreSQL's own data directory
 * DIR/postgres/passwords            of the roles, readable by the owner only
 * DIR/postgres/owner.lock           held by the process that will stop the server
 * </pre>
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String DATABASE = "vigie";
    private static final String SUPERUSER = "postgres";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int CONNECTIONS_MAX = 100;
    private static final int PORT_LINE_OF_PID_FILE = 3;

    private final Path home;
    private final List<String> serverOptions;
    private final FileChannel lockFile;
    private final @Nullable FileLock ownership;
    private final int port;

    private EmbeddedPostgres(Path home, List<String> serverOptions) throws IOException {
        this.home = home;
        this.serverOptions = serverOptions;
        lockFile = FileChannel.open(home.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            ownership = tryLock(lockFile);
            port = attachOrStart();
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    /** Starts the server of that data directory, or attaches to it when it runs. */
    public static EmbeddedPostgres open(Path data) throws IOException {
        return open(data, List.of());
    }

    /**
     * The same with settings of the server, as in {@code fsync=off}, which only tests have a reason to give.
     *
     * @throws IOException when the server cannot be unpacked, created or started; the message says which
     */
    static EmbeddedPostgres open(Path data, List<String> settings) throws IOException {
        Path home = data.toAbsolutePath().resolve("postgres");
        Files.createDirectories(
                home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        return new EmbeddedPostgres(home, settings);
    }

    /** How the application reaches it; the database and its roles are made when they are not there. */
    public DatabaseAccess access() throws IOException, SQLException {
        Passwords passwords = Passwords.at(home.resolve("passwords"));
        try (Connection superuser = superuser()) {
            return Roles.prepare(superuser, url(DATABASE), passwords);
        }
    }

    /** Stops the server if this process is the one to decide. */
    @Override
    public void close() throws IOException {
        try {
            if (ownership != null) {
                ServerUser user = ServerUser.forDirectory(cluster());
                run(user.command(
                        programs().resolve("pg_ctl"), "stop", "-D", cluster().toString(), "-m", "fast", "-w"));
            }
        } finally {
            lockFile.close();
        }
    }

    private int attachOrStart() throws IOException {
        Integer running = runningPort();
        if (running != null) {
            return running;
        }
        if (ownership == null) {
            throw new IOException(
                    "another process holds this data directory, but its database does not answer: " + home);
        }
        Path programs = programs();
        ServerUser user;
        if (!Files.exists(cluster().resolve("PG_VERSION"))) {
            user = create(programs);
        } else {
            user = ServerUser.forDirectory(cluster());
        }
        return start(programs, user);
    }

    private ServerUser create(Path programs) throws IOException {
        FileTree.delete(cluster());
        Files.createDirectories(
                cluster(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerUser user = ServerUser.forDirectory(cluster());
        Path passwordFile = Files.createTempFile(home, "initdb", null);
        try {
            Files.writeString(
                    passwordFile, Passwords.at(home.resolve("passwords")).of(SUPERUSER));
            // initdb runs as another user and must read it; it lies in a directory nobody can list, for a second
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-r--r--"));
            run(user.command(
                    programs.resolve("initdb"),
                    "--pgdata=" + cluster(),
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        return user;
    }

    private int start(Path programs, ServerUser user) throws IOException {
        int freePort = freePort();
        var options = new StringBuilder(
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=%d"
                        .formatted(freePort, CONNECTIONS_MAX));
        serverOptions.forEach(option -> options.append(" -c ").append(option));
        run(user.command(
                programs.resolve("pg_ctl"),
                "start",
                "-D",
                cluster().toString(),
                "-l",
                cluster().resolve("server.log").toString(),
                "-t",
                Long.toString(START_MAX.toSeconds()),
                "-w",
                "-o",
                options.toString()));
        return freePort;
    }

    /** The port of a server that answers, or null where none runs. A server that is starting is waited for. */
    private @Nullable Integer runningPort() throws IOException {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        Path pidFile = cluster().resolve("postmaster.pid");
        while (Files.exists(pidFile)) {
            List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !isAlive(lines.getFirst())) {
                return null; // stale: PostgreSQL clears it when it starts
            }
            if (lines.size() > PORT_LINE_OF_PID_FILE) {
                int candidate =
                        Integer.parseInt(lines.get(PORT_LINE_OF_PID_FILE).strip());
                if (answers(candidate)) {
                    return candidate;
                }
            }
            if (System.nanoTime() > deadline) {
                return null;
            }
            pause();
        }
        return null;
    }

    private boolean answers(int candidate) throws IOException {
        String password = Passwords.at(home.resolve("passwords")).of(SUPERUSER);
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=5".formatted(candidate);
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, password)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // starting up, shutting down, or another program on that port
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    private Connection superuser() throws IOException, SQLException {
        return DriverManager.getConnection(
                url("postgres"),
                SUPERUSER,
                Passwords.at(home.resolve("passwords")).of(SUPERUSER));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private Path cluster() {
        return home.resolve("cluster");
    }

    private Path programs() throws IOException {
        return Binaries.under(home);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held within this process
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Output goes to a file: a server started by pg_ctl would keep a pipe open for ever. */
    private void run(List<String> command) throws IOException {
        Path output = Files.createTempFile(home, "command", ".log");
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(START_MAX.toSeconds() * 2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("PostgreSQL's %s did not end".formatted(command.getLast()));
            }
            if (process.exitValue() != 0) {
                throw new IOException("the embedded PostgreSQL did not start or stop: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was starting or stopping", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL", e);
        }
    }
}
