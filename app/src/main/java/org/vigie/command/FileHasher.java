package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;
import org.vigie.database.FileTree;
import org.vigie.media.Digests;
import org.vigie.media.FrameHash;
import org.vigie.media.Hashed;
import org.vigie.media.Hashing;
import org.vigie.media.MediaHasher;
import org.vigie.media.MediaLimits;
import org.vigie.media.Undecodable;
import org.vigie.media.UndecodableReason;
import org.vigie.media.decode.DecodeMode;

/** Hashes files that were named on the command line. Safe for any number of threads. */
final class FileHasher implements AutoCloseable {
    private final Path scratch;
    private final MediaHasher hasher;
    private final DecodeMode mode;

    private FileHasher(Path scratch, MediaHasher hasher, DecodeMode mode) {
        this.scratch = scratch;
        this.hasher = hasher;
        this.mode = mode;
    }

    /** @param workers pictures that are decoded at a time */
    static FileHasher open(DecodeMode mode, int workers) throws IOException {
        Path scratch = Files.createTempDirectory("vigie-hash");
        var settings = new MediaHasher.Settings(scratch, MediaLimits.DEFAULT, workers, false);
        return new FileHasher(scratch, MediaHasher.open(settings), mode);
    }

    /** Never throws for what is in a file: a {@link Result} says what is wrong with it. */
    Result hash(Path file) {
        try {
            long bytes = Files.size(file);
            if (Files.isDirectory(file)) {
                return Result.unreadable(file, "IS_A_DIRECTORY");
            }
            if (bytes > MediaLimits.DEFAULT.bytesMax()) {
                try (InputStream in = Files.newInputStream(file)) {
                    return new Result(file, bytes, null, Digests.of(in), UndecodableReason.TOO_MANY_BYTES.name());
                }
            }
            Hashing hashing = hasher.in(mode).hash(Files.readAllBytes(file));
            return switch (hashing) {
                case Hashed hashed -> new Result(file, bytes, hashed, hashed.hashes(), null);
                case Undecodable not -> new Result(file, bytes, not, not.hashes(), not.reasonCode());
            };
        } catch (NoSuchFileException e) {
            return Result.unreadable(file, "NO_SUCH_FILE");
        } catch (IOException e) {
            return Result.unreadable(file, "NOT_READABLE");
        }
    }

    @Override
    public void close() throws IOException {
        hasher.close();
        FileTree.delete(scratch);
    }

    /**
     * What came of one file.
     *
     * @param hashing null where the file was not given to the decoder
     * @param hashes null where the file could not be read
     * @param error null where all is well
     */
    record Result(
            Path file,
            long bytes,
            @Nullable Hashing hashing,
            @Nullable MediaHashes hashes,
            @Nullable String error) {
        static Result unreadable(Path file, String error) {
            return new Result(file, 0, null, null, error);
        }

        MediaHashes requireHashes() {
            return Objects.requireNonNull(hashes, "a file without an error has hashes");
        }

        /** The fields of the JSON line; names and order are a contract. */
        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file.toString());
            if (hashes != null) {
                fields.put("bytes", bytes);
                if (hashing != null) {
                    fields.put("mime", hashing.mime());
                }
                if (hashing instanceof Hashed hashed) {
                    fields.put("width", hashed.width());
                    fields.put("height", hashed.height());
                }
                fields.put("md5", hashes.md5().hex());
                fields.put("sha1", hashes.sha1().hex());
                fields.put("sha256", hashes.sha256().hex());
                if (hashes.pdq() != null) {
                    fields.put("pdq", hashes.pdq().hex());
                    fields.put("pdq_quality", hashes.pdqQuality());
                }
                if (hashing instanceof Hashed hashed) {
                    putPicture(fields, hashed);
                }
            }
            if (error != null) {
                fields.put("error", error);
            }
            return fields;
        }

        private static void putPicture(Map<String, Object> fields, Hashed hashed) {
            FrameHash first = hashed.firstFrame();
            fields.put("pdq_fragile_bits", first.pdq().fragileBits());
            fields.put("pdq_ill_conditioned", first.pdq().isIllConditioned());
            fields.put("orientation", hashed.orientation());
            fields.put("decoder", hashed.decoder());
            fields.put("mode", hashed.mode());
            if (hashed.frames().size() > 1) {
                fields.put("frames", hashed.frames().stream().map(Result::frame).toList());
            }
        }

        private static Map<String, Object> frame(FrameHash frame) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("frame", frame.number());
            fields.put("pdq", frame.pdq().hash().hex());
            fields.put("pdq_quality", frame.pdq().quality());
            return fields;
        }

        /** The PDQ hashes in all eight positions, by their names in lower case; empty where there is none. */
        Map<String, String> positions() {
            Map<String, String> positions = new LinkedHashMap<>();
            if (hashing instanceof Hashed hashed) {
                hashed.firstFrame().positions().forEach((position, hash) -> {
                    positions.put(position.name().toLowerCase(Locale.ROOT), hash.hex());
                });
            }
            return positions;
        }
    }
}
