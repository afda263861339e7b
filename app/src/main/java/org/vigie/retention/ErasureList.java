package org.vigie.retention;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.stereotype.Component;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.OrgId;

/**
 * Which records were erased, in a file outside the database: a copy of the database that is restored does not know it, and this
 * says what must be erased in it again. It holds ids, nothing else, and is only added to.
 *
 * <p>Just before a transaction commits that erases, the file says that this begins, and afterwards how it ended. Only what is
 * said to be done is ever erased again. What stands open belongs to a process that ended in between: as long as the database
 * is the same, it tells what became of it; in a restored copy nobody can know, and a person decides.
 *
 * <p>A line is {@code STEP TIME ORGANISATION KIND RECORD CHECK}, the check being the CRC-32 of what stands before it. Every
 * addition begins with a line end, so that one which a power cut tore off swallows none that come after it. The lines of four
 * words, without step and check, are of an earlier version, which wrote them before it erased: they stand open.
 */
@Component
class ErasureList {
    private static final int WORDS = 6;
    private static final int WORDS_BEFORE = 4;

    private final Path file;

    ErasureList(DatabaseSettings settings) {
        file = settings.data().resolve("keys").resolve("erasures.txt");
    }

    record Line(OrgId org, String kind, UUID record) {}

    /** How far an erasure has come. */
    enum Step {
        BEGUN,
        DONE,
        /** The transaction was rolled back: the record is still there. */
        UNDONE
    }

    /**
     * What the file says.
     *
     * @param done erased for good, each once, in their order
     * @param open begun, and nothing says how it ended
     * @param damaged lines that cannot be read
     */
    record Found(List<Line> done, List<Line> open, int damaged) {}

    /** On disk when this returns. */
    synchronized void add(Instant at, Step step, Collection<Line> lines) {
        var text = new StringBuilder("\n");
        for (Line line : lines) {
            String said = "%s %s %s %s %s".formatted(step, at, line.org(), line.kind(), line.record());
            text.append(said).append(' ').append(check(said)).append('\n');
        }
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of erasures cannot be written", e);
        }
    }

    Found read() {
        return read(file);
    }

    /**
     * The same, with the lists of other copies of Vigie on the same database: each copy writes down what it erased itself. What
     * one of them says is done is done, whatever another began.
     *
     * @throws UncheckedIOException when one of them is not there or cannot be read
     */
    Found readWith(List<Path> others) {
        Set<Line> done = new LinkedHashSet<>();
        Set<Line> open = new LinkedHashSet<>();
        int damaged = 0;
        for (Path list : Stream.concat(Stream.of(file), others.stream()).toList()) {
            if (!list.equals(file) && !Files.exists(list)) {
                throw new UncheckedIOException(new NoSuchFileException("a list of erasures is not there"));
            }
            Found found = read(list);
            done.addAll(found.done());
            open.addAll(found.open());
            damaged += found.damaged();
        }
        open.removeAll(done);
        return new Found(List.copyOf(done), List.copyOf(open), damaged);
    }

    private static Found read(Path file) {
        Map<Line, Step> steps = new LinkedHashMap<>();
        int damaged = 0;
        if (Files.exists(file)) {
            // every byte is a letter here: what a power cut left of a block is a damaged line, and no end of the
            // reading
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    Optional<Said> said = parse(line);
                    said.ifPresent(one -> steps.merge(one.line(), one.step(), ErasureList::later));
                    damaged += said.isPresent() ? 0 : 1;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the list of erasures cannot be read", e);
            }
        }
        return new Found(at(steps, Step.DONE), at(steps, Step.BEGUN), damaged);
    }

    /** What was erased once is erased, whatever somebody tries afterwards. */
    private static Step later(Step before, Step now) {
        return before == Step.DONE ? before : now;
    }

    private static List<Line> at(Map<Line, Step> steps, Step step) {
        return steps.entrySet().stream()
                .filter(entry -> entry.getValue() == step)
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Said(Step step, Line line) {}

    private static Optional<Said> parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == WORDS_BEFORE && words[3].length() == 36) {
                return Optional.of(new Said(Step.BEGUN, line(words, 1)));
            }
            if (words.length == WORDS && words[5].equals(check(line.substring(0, line.lastIndexOf(' '))))) {
                return Optional.of(new Said(Step.valueOf(words[0]), line(words, 2)));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Line line(String[] words, int first) {
        return new Line(new OrgId(UUID.fromString(words[first])), words[first + 1], UUID.fromString(words[first + 2]));
    }

    private static String check(String said) {
        var crc = new CRC32();
        crc.update(said.getBytes(StandardCharsets.ISO_8859_1));
        return "%08x".formatted(crc.getValue());
    }
}
