package org.vigie.media.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine offers to confine a process with: programs at their usual places, the user this runs as. */
final class Host {
    private static final List<String> PROGRAM_FOLDERS =
            List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");
    private static final List<String> LIBRARY_FOLDERS = List.of("/usr/lib", "/usr/lib64", "/lib", "/lib64");

    /** Where a child that is set up by root sees the program with which it steps down. */
    static final String INNER_SETPRIV = "/setpriv";

    private Host() {}

    static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    /** Whether this process runs as root. */
    static boolean isRoot() {
        try {
            return isLinux()
                    && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    /** The program of that name. The search path of the caller does not count: it may hold anything. */
    static Optional<String> program(String name) {
        return PROGRAM_FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** A place in the root of a mount namespace: a symbolic link to be made again, or a folder to be shown. */
    record RootEntry(Path path, Optional<Path> linkTo) {}

    /** What a JVM needs of the file system: the system's libraries and the JDK, with those of its files that lie elsewhere. */
    static List<RootEntry> needed(Path javaHome) {
        List<RootEntry> entries = new ArrayList<>();
        for (String folder : LIBRARY_FOLDERS) {
            Path path = Path.of(folder);
            if (Files.isSymbolicLink(path)) {
                entries.add(new RootEntry(path, Optional.of(readLink(path))));
            } else if (Files.isDirectory(path)) {
                entries.add(new RootEntry(path, Optional.empty()));
            }
        }
        show(entries, javaHome);
        for (String configuration : List.of("conf", "conf/security", "lib/security")) {
            show(entries, javaHome.resolve(configuration));
        }
        return entries;
    }

    private static void show(List<RootEntry> entries, Path path) {
        if (!Files.isDirectory(path)) {
            return;
        }
        Path real = real(path);
        boolean isShown = entries.stream().anyMatch(entry -> entry.linkTo().isEmpty() && real.startsWith(entry.path()));
        if (!isShown) {
            entries.add(new RootEntry(real, Optional.empty()));
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static Path readLink(Path path) {
        try {
            return Files.readSymbolicLink(path);
        } catch (IOException e) {
            return path;
        }
    }

    /** {@code prlimit} with the limits of a decoding process, or nothing where the program is missing. */
    static List<String> limited(Rlimits limits) {
        return program("prlimit")
                .map(prlimit -> List.of(
                        prlimit,
                        "--core=0",
                        "--fsize=0",
                        "--data=" + limits.dataBytes(),
                        "--cpu=" + limits.cpuSeconds(),
                        "--"))
                .orElse(List.of());
    }

    /** {@code setpriv} to a user that is not root, with no groups beside its own. */
    static List<String> asUser(String setpriv, int user) {
        return List.of(setpriv, "--reuid=" + user, "--regid=" + user, "--clear-groups", "--");
    }
}
