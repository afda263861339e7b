package org.vigie.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.log.LogFailure;

/**
 * A PostgreSQL server of our own under a data directory.
 *
 * <p>It is not a child that dies with us: a killed process leaves it running, and the next start finds it by its {@code
 * postmaster.pid} and attaches. Whoever holds the lock file starts the server, clears what a crash left, starts it again where it
 * dies under us, and decides to stop it; others on the same directory only attach. A cluster gets its name when it is complete, and is never replaced.
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
    private static final String PASSWORDS = "passwords";
    private static final String UNFINISHED = "cluster-unfinished-";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int CONNECTIONS_MAX = 100;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path home;
    private final List<String> serverOptions;
    private final FileChannel lockFile;
    private @Nullable FileLock ownership;
    private final int port;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("embedded-postgres").daemon().factory());

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
        var _ = watch.scheduleWithFixedDelay(
                this::startIfDead, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
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
        try (Connection superuser = superuser()) {
            return Roles.prepare(superuser, url(DATABASE), home.resolve(PASSWORDS));
        }
    }

    /** Stops the server if this process is the one to decide. */
    @Override
    public void close() throws IOException {
        stopWatching();
        try {
            if (ownership != null && mayBeAlive()) {
                ServerUser user = ServerUser.forDirectory(cluster());
                run(user.command(
                        programs().resolve("pg_ctl"), "stop", "-D", cluster().toString(), "-m", "fast", "-w"));
            }
        } finally {
            lockFile.close();
        }
    }

    /** Gives the directory up as a killed process would: the server goes on, or is as dead as it was. */
    void leave() throws IOException {
        stopWatching();
        lockFile.close();
    }

    private void stopWatching() {
        watch.shutdown();
        try {
            if (!watch.awaitTermination(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
                watch.shutdownNow();
            }
        } catch (InterruptedException e) {
            watch.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** On the same port, where the pools look for it. */
    private void startIfDead() {
        try {
            if (ownership != null && !mayBeAlive()) {
                LOG.error("the embedded database has died; it is started again");
                start(programs(), ServerUser.forDirectory(cluster()), port);
            }
        } catch (IOException e) {
            // What the last server leaves may take a moment to end; it is tried again.
            LOG.error(
                    "the embedded database cannot be started, postgres/cluster/server.log says why: {}",
                    LogFailure.of(e));
        }
    }

    private boolean mayBeAlive() throws IOException {
        return pidFile().filter(PidFile::mayBeAlive).isPresent();
    }

    private int attachOrStart() throws IOException {
        requireComplete();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        Integer running = runningPort();
        while (running == null && ownership == null) {
            // whoever holds the lock is starting the server just now, or stopping it
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "another process holds this data directory, but its database does not answer: " + home);
            }
            pause();
            ownership = tryLock(lockFile);
            running = runningPort();
        }
        if (running != null) {
            return running;
        }
        Path programs = programs();
        removeUnfinished();
        if (!Files.exists(cluster())) {
            create(programs);
        }
        return start(programs, ServerUser.forDirectory(cluster()), freePort());
    }

    /** What is there is kept: a directory of which something is missing is for a person to judge. */
    private void requireComplete() throws IOException {
        if (!Files.exists(cluster())) {
            return;
        }
        for (String part : List.of("PG_VERSION", "global/pg_control")) {
            if (!Files.exists(cluster().resolve(part))) {
                throw new IOException(
                        ("the embedded database is damaged: %s has no %s. Nothing was changed. Put a backup in its"
                                        + " place; or move it away, and Vigie begins with an empty one.")
                                .formatted(cluster(), part));
            }
        }
        if (Passwords.at(home.resolve(PASSWORDS)).find(SUPERUSER).isEmpty()) {
            throw new IOException(
                    "the passwords of the embedded database are not in %s. Put that file back from a backup."
                            .formatted(home.resolve(PASSWORDS)));
        }
    }

    /** Made beside, and named when it is complete, so that a crash leaves no half of one. */
    private void create(Path programs) throws IOException {
        Path fresh = Files.createTempDirectory(home, UNFINISHED);
        ServerUser user = ServerUser.forDirectory(fresh);
        Path passwordFile = Files.createTempFile(home, "initdb", null);
        try {
            Files.writeString(
                    passwordFile, Passwords.at(home.resolve(PASSWORDS)).of(SUPERUSER));
            // initdb runs as another user and must read it; it lies in a directory nobody can list, for a second
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-r--r--"));
            run(user.command(
                    programs.resolve("initdb"),
                    "--pgdata=" + fresh,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (Path directory : left) {
                try {
                    FileTree.delete(directory);
                } catch (IOException | UncheckedIOException e) {
                    // The initdb of a killed process may still be writing there. The next start removes it.
                }
            }
        }
    }

    private int start(Path programs, ServerUser user, int on) throws IOException {
        var options = new StringBuilder(
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=%d"
                        .formatted(on, CONNECTIONS_MAX));
        ServerLog.QUIET.forEach((name, value) -> options.append(" -c %s=%s".formatted(name, value)));
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
        return on;
    }

    /** The port of a server that answers, or null where none runs. A server that is starting is waited for. */
    private @Nullable Integer runningPort() throws IOException {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        for (Optional<PidFile> file = pidFile(); file.isPresent(); file = pidFile()) {
            if (!file.get().mayBeAlive()) {
                clearPidFile();
                return null;
            }
            Optional<Integer> port = file.get().port().filter(this::answers);
            if (port.isPresent()) {
                return port.get();
            }
            if (System.nanoTime() > deadline) {
                return null;
            }
            pause();
        }
        return null;
    }

    private Optional<PidFile> pidFile() throws IOException {
        return PidFile.read(cluster().resolve("postmaster.pid"));
    }

    /** PostgreSQL clears it too, unless another program has that number by now, or it was never completely written. */
    private void clearPidFile() throws IOException {
        if (ownership != null) {
            Files.deleteIfExists(cluster().resolve("postmaster.pid"));
        }
    }

    private boolean answers(int candidate) {
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=5".formatted(candidate);
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, password())) {
            return connection.isValid(1);
        } catch (SQLException | IOException e) {
            return false; // starting up, shutting down, or another program on that port
        }
    }

    private Connection superuser() throws IOException, SQLException {
        return DriverManager.getConnection(url("postgres"), SUPERUSER, password());
    }

    private String password() throws IOException {
        return Passwords.at(home.resolve(PASSWORDS))
                .find(SUPERUSER)
                .orElseThrow(() -> new IOException("no password of the embedded database is known"));
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
                throw new IOException("the embedded PostgreSQL did not start or stop: %s (its log: %s)"
                        .formatted(Files.readString(output).strip(), cluster().resolve("server.log")));
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
