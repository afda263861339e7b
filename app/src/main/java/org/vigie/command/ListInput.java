package org.vigie.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.exchange.CategorySets;
import org.vigie.exchange.FrameListFolder;
import org.vigie.exchange.FrameListReader;
import org.vigie.exchange.ListFormat;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.Fingerprint;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A list file that a command reads, in any of the known forms, with its progress on standard error. */
final class ListInput {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "The list file; of format vpdq, also a directory with a file for each video, and what is said of"
                            + " them in list.csv.")
    private Path file;

    @Option(
            names = "--format",
            defaultValue = "CSV",
            paramLabel = "FORMAT",
            description =
                    "csv (our own), vics (Project VIC 1.2 to 2.0), icse (INTERPOL), nsrl (files that everybody has),"
                            + " vpdq (the frames of known videos).")
    private ListFormat format;

    @Option(
            names = "--source",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Who the file comes from; kept with each entry of a vics, icse, nsrl or vpdq file.")
    private String source;

    @Option(
            names = "--category-set",
            paramLabel = "SET",
            description = "The set of the categories of a vics file, as in \"VICS US\". Default: the one that it names;"
                    + " of a set that is not known, no match notifies by itself, and category 0 is not taken.")
    private @Nullable String categorySet;

    @Option(
            names = "--category-sets",
            paramLabel = "CSV",
            description = "More sets: a file with the header set,version,code,label,standing.")
    private @Nullable Path categorySets;

    @Option(
            names = "--class",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "The class of each video of a vpdq file, or of those of which list.csv says nothing.")
    private String classAsGiven;

    @Option(
            names = "--frame-rate",
            defaultValue = "30",
            paramLabel = "FPS",
            description = "Frames a second of vpdq files whose lines have no time. Default: ${DEFAULT-VALUE}.")
    private double frameRate;

    /** What was read, where that is a directory. */
    private @Nullable FrameListFolder folder;

    @SuppressWarnings("NullAway.Init") // picocli sets what it parses before anything runs
    ListInput() {}

    /** @throws Failure when the file cannot be read */
    InputStream open(Progress progress) throws IOException {
        return open("reading", progress);
    }

    private InputStream open(String doing, Progress progress) throws IOException {
        if (!Files.isReadable(file)) {
            throw new Failure(ExitCode.NOT_FOUND, "The list file %s cannot be read.".formatted(file));
        }
        if (Files.isDirectory(file)) {
            if (format != ListFormat.VPDQ) {
                throw new Failure(ExitCode.USAGE, "A directory is read with --format vpdq only.");
            }
            return new FrameListFolder(file, videoTerms()).bytes();
        }
        return new Counted(Files.newInputStream(file), Files.size(file), new Told(doing, progress));
    }

    /**
     * What the file is known by when it comes again, with all that changes what is read from it. Reads all of it.
     *
     * @throws Failure when the file cannot be read
     */
    Fingerprint fingerprint(Progress progress, ListKind kind, ImportOptions.Withdrawn withdrawn) throws IOException {
        String sets = categorySets == null ? "" : Files.readString(categorySets);
        String terms = String.join(
                "\0",
                format.name(),
                source,
                String.valueOf(categorySet),
                sets,
                kind.name(),
                withdrawn.name(),
                classAsGiven,
                Double.toString(frameRate));
        return Fingerprint.of(open("recognising", progress), terms);
    }

    private FrameListReader.Terms videoTerms() {
        if (!(frameRate > 0) || Double.isInfinite(frameRate)) {
            throw new Failure(ExitCode.USAGE, "--frame-rate is more than 0.");
        }
        if (classAsGiven.length() > HashListLimits.CLASS_CHARS_MAX
                || source.length() > HashListLimits.SOURCE_CHARS_MAX) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--class is at most %d characters, --source %d."
                            .formatted(HashListLimits.CLASS_CHARS_MAX, HashListLimits.SOURCE_CHARS_MAX));
        }
        return FrameListReader.Terms.of(classAsGiven.strip(), source, frameRate);
    }

    private record Told(String doing, Progress progress) {}

    /** Where a record stands that was rejected, for people: in a directory, its file and its line there. */
    String place(long line) {
        FrameListFolder read = folder;
        return Optional.ofNullable(read)
                .flatMap(one -> one.place(line))
                .map(place -> "%s, line %d".formatted(place.file(), place.line()))
                .orElse("record " + line);
    }

    /** What stands in the stream. */
    EntrySource entries(InputStream in, ListKind kind) throws IOException {
        CategorySets sets = CategorySets.own();
        if (categorySets != null) {
            try (InputStream given = Files.newInputStream(categorySets)) {
                sets = CategorySets.read(given);
            }
        }
        if (categorySet != null && !sets.has(categorySet)) {
            throw new Failure(ExitCode.USAGE, "--category-set: there is no set of that name");
        }
        if (Files.isDirectory(file)) {
            var read = new FrameListFolder(file, videoTerms());
            folder = read;
            return read;
        }
        return format.read(in, new ListFormat.Terms(source, categorySet, sets, kind, videoTerms()));
    }

    /** Tells how much of a file was read. */
    private static final class Counted extends FilterInputStream {
        private static final int TELL_EVERY_BYTES = 1 << 18;

        private final long all;
        private final Told told;
        private long read;
        private long toldAt;

        Counted(InputStream in, long all, Told told) {
            super(in);
            this.all = all;
            this.told = told;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int bytes = super.read(to, offset, length);
            count(Math.max(bytes, 0));
            return bytes;
        }

        private void count(int bytes) {
            read += bytes;
            if (read - toldAt >= TELL_EVERY_BYTES) {
                toldAt = read;
                told.progress().bar(told.doing(), read, all);
            }
        }
    }
}
