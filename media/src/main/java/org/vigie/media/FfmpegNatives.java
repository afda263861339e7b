package org.vigie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.vigie.media.decode.Ffmpeg;

/**
 * FFmpeg's libraries as files. They come in jars, and a decoding process can unpack nothing: this is done here, once, before
 * it starts. The parent itself never loads them.
 */
final class FfmpegNatives {
    private static final int CHUNK = 1 << 16;

    private FfmpegNatives() {}

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
            Path folder = Files.createDirectories(scratch).resolve("natives");
            ChildClasspath.makeReadable(scratch, "rwx--x--x");
            Files.createDirectories(folder);
            ChildClasspath.makeReadable(folder, "rwxr-xr-x");
            for (String resource : Ffmpeg.resources(platform.get())) {
                if (!unpack(resource, folder)) {
                    return Optional.empty();
                }
            }
            return Optional.of(folder.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("libraries of the decoding process", e);
        }
    }

    private static boolean unpack(String resource, Path folder) throws IOException {
        URL url = FfmpegNatives.class.getClassLoader().getResource(resource);
        if (url == null) {
            return false;
        }
        URLConnection connection = url.openConnection();
        Path target = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        if (connection instanceof JarURLConnection jar && isUnpacked(jar.getJarEntry(), target)) {
            return true;
        }
        Path arriving = Files.createTempFile(folder, "arriving", ".tmp");
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
        }
        ChildClasspath.makeReadable(arriving, "rw-r--r--");
        Files.move(arriving, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Whether the file is there from an earlier start, byte for byte. */
    private static boolean isUnpacked(JarEntry entry, Path target) throws IOException {
        if (!Files.isRegularFile(target) || Files.size(target) != entry.getSize()) {
            return false;
        }
        CRC32 sum = new CRC32();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(target)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sum.update(chunk, 0, count);
            }
        }
        return sum.getValue() == entry.getCrc();
    }
}
