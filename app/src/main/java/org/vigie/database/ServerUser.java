package org.vigie.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom the embedded server runs. PostgreSQL refuses to run as root, and in a container one often is: then it runs as
 * {@code nobody}, or, where that user cannot reach the data directory, in a user namespace in which root is nobody.
 */
enum ServerUser {
    /** The user of this process, who is not root. */
    SELF(""),
    /** Another user, taken on by {@code setpriv}; owns the data directory. */
    NOBODY("setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs "),
    /** Root outside, nobody inside: files stay root's. */
    NAMESPACE("unshare --user ");

    private static final long COMMAND_SECONDS_MAX = 10;

    /** The words before the command, each with a blank behind it. */
    private final String prefix;

    ServerUser(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The first way that works for this directory.
     *
     * @throws IOException when this process is root and neither way is open
     */
    static ServerUser forDirectory(Path directory) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return SELF;
        }
        for (ServerUser user : List.of(NOBODY, NAMESPACE)) {
            if (user.owns(directory)) {
                return user;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and neither setpriv nor unshare --user works here."
                + " Start Vigie as another user, or name an external database with --db.");
    }

    List<String> command(Path program, String... arguments) {
        var command = new ArrayList<String>();
        if (!prefix.isEmpty()) {
            command.addAll(List.of(prefix.strip().split(" ")));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private boolean owns(Path directory) throws IOException {
        if (this == NOBODY && run(List.of("chown", "-R", "nobody:nogroup", directory.toString())) != 0) {
            return false;
        }
        if (this == NAMESPACE && run(List.of("chown", "-R", "root:root", directory.toString())) != 0) {
            return false;
        }
        Path trial = directory.resolve("reachable");
        boolean works = run(command(Path.of("touch"), trial.toString())) == 0;
        Files.deleteIfExists(trial);
        return works;
    }

    private static int run(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while preparing the data directory", e);
        } catch (IOException e) {
            return -1; // the program is not on this machine
        }
    }
}
