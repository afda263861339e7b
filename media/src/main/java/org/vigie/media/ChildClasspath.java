package org.vigie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The few jars that a decoding process needs, as files that its user can read.
 *
 * <p>Where the program runs from folders of classes or plain jars these are used as they are. Inside a jar of jars, which a
 * plain JVM cannot read, they are copied out once per start, replacing what an older version left.
 */
final class ChildClasspath {
    /** One class of each jar. The decoders are named, not loaded: their code runs in the child only. */
    private static final List<String> ONE_OF_EACH = List.of(
            "org.vigie.media.decode.DecodingMain",
            "org.vigie.core.hash.PdqHasher",
            "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReader",
            "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi",
            "com.twelvemonkeys.imageio.ImageReaderBase",
            "com.twelvemonkeys.imageio.metadata.Directory",
            "com.twelvemonkeys.lang.Validate",
            "com.twelvemonkeys.io.FileUtil",
            "com.twelvemonkeys.image.ImageUtil",
            "org.bytedeco.ffmpeg.global.avformat",
            "org.bytedeco.javacpp.Pointer");

    /** Of those that decode video. JavaCPP and the bindings of FFmpeg are loaded in the child only. */
    private static final List<String> OF_VIDEO = List.of(
            "org.vigie.media.decode.VideoMain",
            "org.vigie.core.hash.FrameHasher",
            "org.bytedeco.ffmpeg.global.avformat",
            "org.bytedeco.javacpp.Pointer");

    private static final String NESTED = "nested:";

    private ChildClasspath() {}

    /**
     * The entries for a process that decodes pictures, without the libraries of {@link FfmpegNatives}.
     *
     * @param scratch a private folder for copies, made when needed
     */
    static List<Path> in(Path scratch) {
        return in(scratch, ONE_OF_EACH);
    }

    /** The entries for a process that decodes video, without the libraries of {@link FfmpegNatives}. */
    static List<Path> ofVideo(Path scratch) {
        return in(scratch, OF_VIDEO);
    }

    private static List<Path> in(Path scratch, List<String> oneOfEach) {
        Set<Path> entries = new LinkedHashSet<>();
        for (String name : oneOfEach) {
            entries.add(file(location(name), scratch));
        }
        return new ArrayList<>(entries);
    }

    private static URL location(String className) {
        try {
            Class<?> loaded = Class.forName(className, false, ChildClasspath.class.getClassLoader());
            CodeSource source = loaded.getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation() != null) {
                return source.getLocation();
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("not on the class path: " + className, e);
        }
        throw new IllegalStateException("of no known jar: " + className);
    }

    /**
     * The file of a place that classes came from: {@code file:/…/classes/}, {@code file:/…/x.jar}, or, in a Spring Boot jar,
     * {@code jar:nested:/…/app.jar/!BOOT-INF/lib/x.jar!/}.
     */
    static Path file(URL location, Path scratch) {
        String text = location.toString();
        int nested = text.indexOf(NESTED);
        try {
            if (nested < 0) {
                return Path.of(location.toURI()).toRealPath();
            }
            String[] parts = text.substring(nested + NESTED.length()).split("/?!/?", -1);
            return copy(Path.of(new URI("file:" + parts[0])), parts[1], scratch);
        } catch (IOException e) {
            throw new UncheckedIOException("class path of the decoding process", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path of the decoding process: " + text, e);
        }
    }

    private static Path copy(Path outer, String entryName, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Path folder = scratch.resolve("jars");
        Files.createDirectories(folder);
        Path target = folder.resolve(entryName.substring(entryName.lastIndexOf('/') + 1));
        Path arriving = Files.createTempFile(folder, "arriving", ".jar");
        try (ZipFile zip = new ZipFile(outer.toFile())) {
            ZipEntry entry = zip.getEntry(entryName);
            if (entry == null) {
                throw new IOException("no " + entryName + " in " + outer.getFileName());
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        makeReadable(folder, "rwxr-xr-x");
        makeReadable(arriving, "rw-r--r--");
        Files.move(arriving, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return target.toRealPath();
    }

    /** Sets permissions where the file system has them: the user of a decoding process is another one. */
    static void makeReadable(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
