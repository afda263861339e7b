package org.vigie.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}: the number of the server's first process in its first line, the port in its fourth. A
 * crash leaves it behind, maybe empty, and another program may have that number by now.
 */
record PidFile(List<String> lines) {
    private static final int PORT_LINE = 3;
    private static final String SERVER = "postgres";

    /** What the file says; empty where there is none. */
    static Optional<PidFile> read(Path file) throws IOException {
        try {
            return Optional.of(new PidFile(Files.readAllLines(file, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a server may be running. Where it cannot be seen what the process of that number is, it may be one: a server too many
     * on one directory is worse than one that does not start.
     */
    boolean mayBeAlive() {
        return number(0)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().command().map(PidFile::isServer).orElse(true))
                .orElse(false);
    }

    /** Where it listens; empty as long as the server has not got so far. */
    Optional<Integer> port() {
        return number(PORT_LINE).map(Long::intValue);
    }

    private static boolean isServer(String program) {
        return Path.of(program).getFileName().toString().startsWith(SERVER);
    }

    private Optional<Long> number(int line) {
        return lines.stream()
                .skip(line)
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::valueOf);
    }
}
