package org.vigie.media.decode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * FFmpeg's libraries for this machine: which files they are, and loading them into the decoding process.
 *
 * <p>JavaCPP would look for them in jars and unpack them to a folder in the home of the user. A decoding process has neither:
 * the parent unpacks them once and lays their folder on the class path, where they are found by name. They are loaded by path
 * in the order in which they need one another, and JavaCPP is told not to.
 */
public final class Ffmpeg {
    /** What FFmpeg's libraries for Linux want of graphics cards, which are never used. For ARM they are the system's. */
    private static final List<String> FOR_GRAPHICS = List.of("libdrm.so.2", "libva.so.2", "libva-drm.so.2");

    /** FFmpeg's libraries with the version of their interface. The next release of FFmpeg changes the numbers. */
    private static final List<Library> OWN = List.of(
            new Library("avutil", 60),
            new Library("swresample", 6),
            new Library("avcodec", 62),
            new Library("avformat", 62));

    /** JavaCPP's bindings, each beside the library that it binds. */
    private static final List<String> BINDINGS = List.of("avutil", "swresample", "avcodec", "avformat");

    private static final String LINUX_ON_INTEL = "linux-x86_64";
    private static final String LINUX_ON_ARM = "linux-arm64";
    private static final String MAC_ON_ARM = "macosx-arm64";

    /** The machines that jars are taken for. */
    static final List<String> PLATFORMS = List.of(LINUX_ON_INTEL, LINUX_ON_ARM, MAC_ON_ARM);

    private static final String OF_FFMPEG = "org/bytedeco/ffmpeg/";
    private static final String OF_JAVACPP = "org/bytedeco/javacpp/";

    private record Library(String name, int version) {}

    private Ffmpeg() {}

    /** The name by which Bytedeco's jars call this machine; empty for those that none of the jars here is for. */
    public static Optional<String> platform() {
        String system = System.getProperty("os.name", "");
        boolean isArm = System.getProperty("os.arch", "").equals("aarch64");
        boolean isIntel = System.getProperty("os.arch", "").equals("amd64");
        if (system.equals("Linux") && (isArm || isIntel)) {
            return Optional.of(isArm ? LINUX_ON_ARM : LINUX_ON_INTEL);
        }
        return system.startsWith("Mac") && isArm ? Optional.of(MAC_ON_ARM) : Optional.empty();
    }

    /** The libraries as resources of Bytedeco's jars, in the order in which they are loaded. */
    public static List<String> resources(String platform) {
        List<String> resources = new ArrayList<>();
        boolean isMac = platform.equals(MAC_ON_ARM);
        if (platform.equals(LINUX_ON_INTEL)) {
            FOR_GRAPHICS.forEach(file -> resources.add(OF_FFMPEG + platform + "/" + file));
        }
        for (Library library : OWN) {
            String file = isMac ? "lib%s.%d.dylib" : "lib%s.so.%d";
            resources.add(OF_FFMPEG + platform + "/" + file.formatted(library.name(), library.version()));
        }
        String ending = isMac ? ".dylib" : ".so";
        resources.add(OF_JAVACPP + platform + "/libjnijavacpp" + ending);
        BINDINGS.forEach(name -> resources.add(OF_FFMPEG + platform + "/libjni" + name + ending));
        return resources;
    }

    /**
     * Loads the libraries from the class path. FFmpeg is told to write nothing: what it says may hold names from the file.
     *
     * @return false where they are not there or need something that this system lacks
     */
    @SuppressWarnings("restricted") // the parent starts this process with native access
    static boolean load() {
        System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        try {
            for (String resource : resources(platform().orElse("none"))) {
                Optional<Path> file = onClassPath(resource.substring(resource.lastIndexOf('/') + 1));
                if (file.isEmpty()) {
                    return false;
                }
                System.load(file.get().toString());
            }
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            return true;
        } catch (UnsatisfiedLinkError | IOException e) {
            return false;
        }
    }

    private static Optional<Path> onClassPath(String file) throws IOException {
        URL url = Ffmpeg.class.getClassLoader().getResource(file);
        if (url == null || !url.getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(url.toURI())).filter(Files::isReadable);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
