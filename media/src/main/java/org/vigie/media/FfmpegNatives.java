package org.vigie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.vigie.media.decode.Ffmpeg;

/**
 * FFmpeg's libraries as files. They come in jars, and a decoding process can unpack nothing: this is done here, once, before
 * it starts. The parent itself never loads them.
 */
final class FfmpegNatives {
    private FfmpegNatives() {}

    /**
     * Unpacks what a decoding process loads, replacing what an older version left.
     *
     * @param scratch a private folder
     * @return the folder to lay on the class path of the process; empty on machines that there are no libraries for
     */
    static Optional<Path> unpack(Path scratch) {
        Optional<String> platform = Ffmpeg.platform();
        if (platform.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createDirectories(scratch).resolve("natives");
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
        try (InputStream in = FfmpegNatives.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path arriving = Files.createTempFile(folder, "arriving", ".tmp");
            Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
            ChildClasspath.makeReadable(arriving, "rw-r--r--");
            Files.move(
                    arriving,
                    folder.resolve(resource.substring(resource.lastIndexOf('/') + 1)),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }
}
