package org.vigie.core.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vigie.core.hash.Pdq;

/** The published lists of frame hashes of 15 videos, each at its full size and at 128 x 128. */
final class SampleVideos {
    static final Path FOLDER =
            Path.of(System.getProperty("vigie.vectors", "../../shared/vectors")).resolve("vpdq/sample-hashes");

    static final String SMALL = "-128x128";

    private SampleVideos() {}

    static boolean areThere() {
        return Files.isDirectory(FOLDER);
    }

    /** The names of all lists at full size. */
    static List<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".txt") && !name.contains(SMALL))
                    .map(name -> name.substring(0, name.length() - ".txt".length()))
                    .sorted()
                    .toList();
        }
    }

    static List<VideoFrame> frames(String name) {
        try (var lines = Files.lines(FOLDER.resolve(name + ".txt"))) {
            return lines.map(SampleVideos::frame).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VideoFrame frame(String line) {
        String[] fields = line.split(",", -1);
        return new VideoFrame(
                Integer.parseInt(fields[0]),
                Pdq.parse(fields[2]),
                Integer.parseInt(fields[1]),
                Double.parseDouble(fields[3]));
    }

    /** What is to be seen: the part of the name before the first dash. */
    static String subject(String name) {
        return name.substring(0, name.indexOf('-'));
    }
}
