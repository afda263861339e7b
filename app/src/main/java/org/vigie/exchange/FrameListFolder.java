package org.vigie.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.Recall;
import org.vigie.hashlist.RejectedLine;

/**
 * A directory of frame lists: a file for each video, see {@link FrameListReader}, in the order of their names. A file
 * {@value #LIST} beside them, in the form of {@link ListFile}, may say class, source and all else of each video, which it
 * names by {@code vpdq} and the SHA-256 of its frames; and which ones are taken back. {@link FrameListWriter} writes such a
 * directory. Lines are numbered on from file to file, those of {@value #LIST} last.
 */
public final class FrameListFolder implements EntrySource {
    /** The list beside the files. */
    public static final String LIST = "list.csv";

    private static final List<String> ENDINGS = List.of(".txt", ".csv", ".json", ".jsonl");

    private final Path folder;
    private final FrameListReader.Terms terms;
    private final NavigableMap<Long, Path> firstLines = new TreeMap<>();

    /** @param terms what holds where the list beside the files says nothing of a video */
    public FrameListFolder(Path folder, FrameListReader.Terms terms) {
        this.folder = folder;
        this.terms = terms;
    }

    /** A line of one of the files. */
    public record Place(Path file, long line) {}

    /**
     * The files with frames in the order in which they are read.
     *
     * @throws IOException also where there are more than {@link HashListLimits#VIDEO_FILES_MAX}
     */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(FrameListFolder::isOfFrames)
                    .limit(HashListLimits.VIDEO_FILES_MAX + 1L)
                    .sorted()
                    .toList();
            if (files.size() > HashListLimits.VIDEO_FILES_MAX) {
                throw new IOException("more than %d files".formatted(HashListLimits.VIDEO_FILES_MAX));
            }
            return files;
        }
    }

    /**
     * All that is read, one file behind the other and each behind its name: what the directory is known by when it comes again.
     *
     * @throws IOException where its files cannot be listed
     */
    public InputStream bytes() throws IOException {
        List<Path> all = new ArrayList<>(files());
        Path list = folder.resolve(LIST);
        if (Files.isRegularFile(list)) {
            all.add(list);
        }
        return new Chain(all.iterator());
    }

    /** The files one behind the other, of which one is open at a time. */
    private static final class Chain extends InputStream {
        private final Iterator<Path> left;
        private InputStream now = InputStream.nullInputStream();

        Chain(Iterator<Path> left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int bytes = now.read(to, offset, length);
            while (bytes < 0 && left.hasNext()) {
                now.close();
                Path next = left.next();
                byte[] name = (next.getFileName() + "\0").getBytes(StandardCharsets.UTF_8);
                now = new SequenceInputStream(new ByteArrayInputStream(name), open(next));
                bytes = now.read(to, offset, length);
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            now.close();
        }
    }

    private static boolean isOfFrames(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.equals(LIST)
                && ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)
                && Files.isRegularFile(file);
    }

    @Override
    public void read(EntryReader reader) throws IOException {
        var said = new Said();
        Path list = folder.resolve(LIST);
        if (Files.isRegularFile(list)) {
            try (InputStream in = open(list)) {
                ListFile.read(in, said);
            }
        }
        var both = new FrameListReader.Terms(
                name -> said.of(name).or(() -> terms.said().apply(name)), terms.frameRate());
        firstLines.clear();
        long lines = 0;
        for (Path file : files()) {
            firstLines.put(lines + 1, file);
            try (InputStream in = open(file)) {
                lines = FrameListReader.read(in, both, reader, lines);
            }
        }
        firstLines.put(lines + 1, list);
        said.tellRest(lines, reader);
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    /** Where a line stands, by its number among those of all files; after {@link #read}. */
    public Optional<Place> place(long line) {
        return Optional.ofNullable(firstLines.floorEntry(line))
                .map(file -> new Place(file.getValue(), line - file.getKey() + 1));
    }

    /** What the list says of the videos. */
    private static final class Said implements EntryReader {
        private final Map<HashValue, ListEntry> entries = new LinkedHashMap<>();
        private final Set<HashValue> met = new HashSet<>();
        private final List<Recall> recalls = new ArrayList<>();
        private final List<RejectedLine> rejected = new ArrayList<>();

        @Override
        public void entry(ListEntry entry) {
            if (entry.hash().algorithm() == HashAlgorithm.VPDQ) {
                entries.put(entry.hash(), entry);
            } else {
                rejected.add(new RejectedLine(entry.line(), RejectedLine.Reason.ALGORITHM));
            }
        }

        @Override
        public void recalled(Recall recall) {
            recalls.add(recall);
        }

        @Override
        public void rejected(RejectedLine line) {
            rejected.add(line);
        }

        Optional<ListEntry> of(HashValue name) {
            met.add(name);
            return Optional.ofNullable(entries.get(name));
        }

        /** Tells what else stands in the list: entries whose frames are not in the directory, and what is taken back. */
        void tellRest(long lines, EntryReader reader) {
            entries.values().stream()
                    .filter(entry -> !met.contains(entry.hash()))
                    .forEach(entry -> reader.entry(entry.withFrames(lines + entry.line(), List.of())));
            rejected.forEach(line -> reader.rejected(new RejectedLine(lines + line.line(), line.reason())));
            recalls.forEach(reader::recalled);
        }
    }
}
