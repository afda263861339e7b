package org.vigie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.vigie.media.decode.Ffmpeg;

/**
 * FFmpeg's libraries as files. They come in jars, and a decoding process can unpack nothing: this is done here, once, before
 * it starts. The parent itself never loads them.
 */
final class FfmpegNatives {
    private static final int CHUNK = 1 << 16;
    private static final String JAR = "jar:file:";
    private static final String IN_JAR = "!/";

    private FfmpegNatives() {}

    /** Unpacks when first asked to, once. Safe for any number of threads. */
    static final class Later {
        private final Path scratch;
        private boolean isDone;

        Later(Path scratch) {
            this.scratch = scratch;
        }

        synchronized void unpacked() {
            if (!isDone) {
                unpack(scratch);
                isDone = true;
            }
        }
    }

    /**
     * The folder that {@link #unpack} fills, made empty: it is shown to a decoding process when that starts, and filled when
     * a picture needs it, for most do not.
     *
     * @param scratch a private folder, which others may pass through from now on, but not look into
     */
    static Path folder(Path scratch) {
        try {
            Path folder = Files.createDirectories(scratch).resolve("natives");
            ChildClasspath.makeReadable(scratch, "rwx--x--x");
            Files.createDirectories(folder);
            ChildClasspath.makeReadable(folder, "rwxr-xr-x");
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("libraries of the decoding process", e);
        }
    }

    /**
     * Unpacks what a decoding process loads, unless it is there from an earlier start, and replacing what an older version left.
     *
     * @param scratch a private folder, which others may pass through from now on, but not look into
     * @return the folder to lay on the class path of the process; empty on machines that there are no libraries for
     */
    static Optional<Path> unpack(Path scratch) {
        Optional<String> platform = Ffmpeg.platform();
        if (platform.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = folder(scratch);
            for (String resource : Ffmpeg.resources(platform.get())) {
                if (!unpack(resource, folder)) {
                    return Optional.empty();
                }
            }
            return Optional.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("libraries of the decoding process", e);
        }
    }

    private static boolean unpack(String resource, Path folder) throws IOException {
        Path target = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        if (isUnpacked(resource, target)) {
            return true;
        }
        try (InputStream in = FfmpegNatives.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path arriving = Files.createTempFile(folder, "arriving", ".tmp");
            Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
            ChildClasspath.makeReadable(arriving, "rw-r--r--");
            Files.move(arriving, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    /** Whether the file is there from an earlier start, byte for byte. Never of a jar in a jar: to ask costs as much as to copy. */
    private static boolean isUnpacked(String resource, Path target) throws IOException {
        URL place = FfmpegNatives.class.getClassLoader().getResource(resource);
        if (place == null || !place.toString().startsWith(JAR) || !Files.isRegularFile(target)) {
            return false;
        }
        String jar = place.toString().substring(JAR.length(), place.toString().lastIndexOf(IN_JAR));
        try (ZipFile zip = new ZipFile(Path.of(URI.create("file:" + jar)).toFile())) {
            ZipEntry entry = zip.getEntry(resource);
            return entry != null && Files.size(target) == entry.getSize() && checksum(target) == entry.getCrc();
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sum.update(chunk, 0, count);
            }
        }
        return sum.getValue();
    }
}
