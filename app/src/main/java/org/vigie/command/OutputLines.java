package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command that works on many files writes its lines: standard output, or a file that says by itself how far the command
 * came. That file goes on where it stopped: the lines of the file that was worked on last are written anew, since they may
 * not be all, and what is there before them is passed over.
 *
 * <p>Beside it stands a small file that says on which terms it was begun, written before its first line: what was matched with
 * another list, or hashed in another way, is never taken for done.
 */
final class OutputLines implements AutoCloseable {
    /** How every line begins. */
    private static final String BEGIN = "{\"file\":\"";

    /** What the name of the file of terms has more than that of the output. */
    private static final String TERMS = ".terms";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintWriter out;
    private final boolean isFile;
    private final Done done;

    private OutputLines(PrintWriter out, boolean isFile, Done done) {
        this.out = out;
        this.isFile = isFile;
        this.done = done;
    }

    static OutputLines to(PrintWriter out) {
        return new OutputLines(out, false, new Done(line -> true));
    }

    /**
     * A file of JSON objects, one a line.
     *
     * @throws Failure where there is something else in it, or it was begun on other terms
     */
    static OutputLines resuming(Path file, OutputTerms terms) throws IOException {
        var done = new Done(terms.isGood());
        Path kept = file.resolveSibling(file.getFileName() + TERMS);
        if (Files.exists(file) && Files.size(file) > 0) {
            demandSame(terms.named(), kept(kept));
            try (var existing = new RandomAccessFile(file.toFile(), "rw")) {
                existing.setLength(read(existing, done));
            }
        } else {
            Path part = file.resolveSibling(file.getFileName() + TERMS + ".part");
            Files.writeString(part, Json.line(terms.named()) + "\n");
            Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        Writer writer = Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        return new OutputLines(new PrintWriter(writer), true, done);
    }

    /** The terms on which the output was begun; empty where nothing says so. */
    private static Map<String, String> kept(Path file) throws IOException {
        Map<String, String> kept = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                JSON.readTree(Files.readString(file))
                        .properties()
                        .forEach(term -> kept.put(term.getKey(), term.getValue().asString("")));
            } catch (JacksonException | MalformedInputException e) {
                return Map.of();
            }
        }
        return kept;
    }

    private static void demandSame(Map<String, String> terms, Map<String, String> kept) {
        if (kept.isEmpty()) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    "--output: the file is there, and nothing says with which list and options it was written."
                            + " Name another file.");
        }
        Set<String> names = new TreeSet<>(terms.keySet());
        names.addAll(kept.keySet());
        names.removeIf(name -> Objects.equals(terms.get(name), kept.get(name)));
        if (!names.isEmpty()) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    "--output: the file was begun on other terms (%s). Name another file."
                            .formatted(String.join(", ", names)));
        }
    }

    /** The files that an output has all lines of. */
    private static final class Done {
        private final Predicate<JsonNode> isGoodLine;
        private final Set<String> files = new HashSet<>();
        private @Nullable String last;
        private boolean isLastGood = true;
        private boolean isGood = true;

        Done(Predicate<JsonNode> isGoodLine) {
            this.isGoodLine = isGoodLine;
        }

        /** Takes a line, and tells whether it is the first one of a file; the file before it is complete then. */
        boolean add(String file, JsonNode line) {
            boolean isFirst = !file.equals(last);
            if (isFirst) {
                if (last != null) {
                    files.add(last);
                    isGood &= isLastGood;
                }
                last = file;
                isLastGood = true;
            }
            isLastGood &= isGoodLine.test(line);
            return isFirst;
        }
    }

    /** Collects the files that are complete, and gives where the lines of the last one begin. */
    private static long read(RandomAccessFile existing, Done done) throws IOException {
        long begin = 0;
        for (long at = 0; at < existing.length(); at = existing.getFilePointer()) {
            String line = existing.readLine();
            boolean isTorn = existing.getFilePointer() == existing.length() && !endsLine(existing);
            @Nullable JsonNode json = isTorn || line == null ? null : json(line);
            @Nullable String name = json == null ? null : json.path("file").asString(null);
            if (json == null || name == null) {
                if (!isTorn || line == null || !isBeginOfOurs(line)) {
                    throw new Failure(ExitCode.CONFLICT, "--output: the file holds something else than JSON lines.");
                }
                break;
            }
            if (done.add(name, json)) {
                begin = at;
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

    private static @Nullable JsonNode json(String latin) {
        // readLine takes each byte for a character
        String line = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Whether that file was worked on before. */
    boolean has(Path file) {
        return done.files.contains(file.toString());
    }

    int done() {
        return done.files.size();
    }

    /** Whether all that was worked on before was good. */
    boolean isGoodSoFar() {
        return done.isGood;
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
