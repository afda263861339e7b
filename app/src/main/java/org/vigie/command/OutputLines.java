package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command that works on many files writes its lines: standard output, or a file that says by itself how far the command
 * came. That file goes on where it stopped: the lines of the file that was worked on last are written anew, since they may
 * not be all, and what is there before them is passed over.
 */
final class OutputLines implements AutoCloseable {
    /** How every line begins. */
    private static final String BEGIN = "{\"file\":\"";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintWriter out;
    private final boolean isFile;
    private final Set<String> done;

    private OutputLines(PrintWriter out, boolean isFile, Set<String> done) {
        this.out = out;
        this.isFile = isFile;
        this.done = done;
    }

    static OutputLines to(PrintWriter out) {
        return new OutputLines(out, false, Set.of());
    }

    /**
     * A file of JSON objects, one a line.
     *
     * @throws Failure where there is something else in it
     */
    static OutputLines resuming(Path file) throws IOException {
        Set<String> done = new HashSet<>();
        if (Files.exists(file)) {
            try (var existing = new RandomAccessFile(file.toFile(), "rw")) {
                existing.setLength(read(existing, done));
            }
        }
        Writer writer = Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        return new OutputLines(new PrintWriter(writer), true, done);
    }

    /** Collects the files that are complete, and gives where the lines of the last one begin. */
    private static long read(RandomAccessFile existing, Set<String> done) throws IOException {
        long begin = 0;
        @Nullable String last = null;
        for (long at = 0; at < existing.length(); at = existing.getFilePointer()) {
            String line = existing.readLine();
            boolean isTorn = existing.getFilePointer() == existing.length() && !endsLine(existing);
            @Nullable String name = isTorn || line == null ? null : name(line);
            if (name == null) {
                if (!isTorn || line == null || !isBeginOfOurs(line)) {
                    throw new Failure(ExitCode.CONFLICT, "--output: the file holds something else than JSON lines.");
                }
                break;
            }
            if (!name.equals(last)) {
                begin = at;
                if (last != null) {
                    done.add(last);
                }
                last = name;
            }
        }
        return begin;
    }

    private static boolean isBeginOfOurs(String torn) {
        return torn.startsWith(BEGIN) || BEGIN.startsWith(torn);
    }

    private static boolean endsLine(RandomAccessFile existing) throws IOException {
        existing.seek(existing.length() - 1);
        return existing.read() == '\n';
    }

    private static @Nullable String name(String latin) {
        // readLine takes each byte for a character
        String line = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            return JSON.readTree(line).path("file").asString(null);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Whether that file was worked on before. */
    boolean has(Path file) {
        return done.contains(file.toString());
    }

    int done() {
        return done.size();
    }

    /** All the lines of one file. */
    void write(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        if (isFile && out.checkError()) {
            throw new UncheckedIOException(new IOException("the output cannot be written"));
        }
    }

    @Override
    public void close() {
        if (isFile) {
            out.close();
        }
    }
}
