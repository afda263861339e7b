package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vigie.exchange.FrameListFolder;
import org.vigie.exchange.FrameListReader;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.Fingerprint;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.RejectedLine;
import org.vigie.match.ListFileMatcher;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A list that is matched against without a database.
 *
 * @param folder where it is a directory of frame lists
 */
record KnownList(ListFileMatcher matcher, Optional<FrameListFolder> folder) {
    /** No entry leaves this process, and nothing follows from a class here. */
    private static final String CLASS = "known";

    /** In what form it is. */
    enum Format {
        CSV,
        VPDQ
    }

    /**
     * Reads it, and says what of it is not used.
     *
     * @throws Failure when it cannot be read
     */
    static KnownList load(Path list, Format format, CommandSpec spec) throws IOException {
        if (!Files.isReadable(list)) {
            throw new Failure(ExitCode.NOT_FOUND, "The list %s cannot be read.".formatted(list));
        }
        Optional<FrameListFolder> folder = folder(list, format);
        EntrySource source = folder.<EntrySource>map(files -> files).orElse(reader -> {
            try (InputStream in = Files.newInputStream(list)) {
                if (format == Format.CSV) {
                    ListFile.read(in, reader);
                } else {
                    FrameListReader.read(in, terms(), reader);
                }
            }
        });
        var known = new KnownList(ListFileMatcher.load(new ListName("list"), ListPolicy.DEFAULT, source), folder);
        known.sayWhatIsNotUsed(spec);
        return known;
    }

    private static Optional<FrameListFolder> folder(Path list, Format format) {
        if (!Files.isDirectory(list)) {
            return Optional.empty();
        }
        if (format == Format.CSV) {
            throw new Failure(ExitCode.USAGE, "A directory is read with --format vpdq only.");
        }
        return Optional.of(new FrameListFolder(list, terms()));
    }

    private static FrameListReader.Terms terms() {
        return FrameListReader.Terms.of(CLASS, "", FrameListReader.FRAME_RATE);
    }

    /** What the list is known by when it comes again. */
    static Fingerprint fingerprint(Path list, Format format) throws IOException {
        Optional<FrameListFolder> folder = folder(list, format);
        InputStream bytes = folder.isPresent() ? folder.get().bytes() : Files.newInputStream(list);
        return Fingerprint.of(bytes, "");
    }

    /** Where a line stands, for people: in a directory, its file and its line there. */
    String place(long line) {
        return folder.flatMap(files -> files.place(line))
                .map(place -> "%s, line %d".formatted(place.file(), place.line()))
                .orElse("line " + line);
    }

    private void sayWhatIsNotUsed(CommandSpec spec) {
        var err = spec.commandLine().getErr();
        for (RejectedLine line : matcher.rejected()) {
            err.println("vigie: %s of the list is not used: %s".formatted(place(line.line()), line.reason()));
        }
        if (matcher.rejectedCount() > matcher.rejected().size()) {
            err.println("vigie: %,d lines of the list are not used in all".formatted(matcher.rejectedCount()));
        }
        if (matcher.opaque() > 0) {
            err.println("vigie: %,d hashes of the list are not computed here and match nothing"
                    .formatted(matcher.opaque()));
        }
        if (matcher.withdrawn() > 0) {
            err.println("vigie: %,d hashes of the list are withdrawn in it and match nothing"
                    .formatted(matcher.withdrawn()));
        }
        if (matcher.videosWithoutFrames() > 0) {
            err.println("vigie: %,d known videos of the list have no frames in it and match nothing"
                    .formatted(matcher.videosWithoutFrames()));
        }
    }
}
