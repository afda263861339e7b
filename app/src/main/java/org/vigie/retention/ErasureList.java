package org.vigie.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.OrgId;

/**
 * Which records were erased, in a file outside the database: a copy of the database that is restored does not know it, and this
 * says what must be erased in it again. It holds ids, nothing else, and is only added to, before the erasure is done.
 */
@Component
class ErasureList {
    private final Path file;

    ErasureList(DatabaseSettings settings) {
        file = settings.data().resolve("keys").resolve("erasures.txt");
    }

    record Line(OrgId org, String kind, UUID record) {}

    synchronized void add(Instant at, Line line) {
        String text = "%s %s %s %s\n".formatted(at, line.org(), line.kind(), line.record());
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            // a line that a power cut left unfinished must not swallow this one
            String begin = endsInALine() ? "" : "\n";
            ByteBuffer bytes = ByteBuffer.wrap((begin + text).getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of erasures cannot be written, so nothing is erased", e);
        }
    }

    private boolean endsInALine() throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.size() == 0 || (in.read(last, in.size() - 1) == 1 && last.get(0) == '\n');
        }
    }

    /** All that were erased. A line that a power cut left unfinished is of an erasure that was never done. */
    List<Line> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            return lines.map(ErasureList::parse)
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of erasures cannot be read", e);
        }
    }

    private static Optional<Line> parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4 || words[3].length() != 36) {
            return Optional.empty();
        }
        return Optional.of(new Line(new OrgId(UUID.fromString(words[1])), words[2], UUID.fromString(words[3])));
    }
}
