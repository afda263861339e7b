package org.vigie;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this repository, without what builds and editors leave in it. */
final class Sources {
    private static final Set<String> LEFT_BY_TOOLS =
            Set.of("target", ".git", ".idea", ".vscode", "data", ".jqwik-database");

    private Sources() {}

    /** The directory in which the launcher lies, at or above the working directory. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".mvn"))) {
                return at;
            }
        }
        throw new AssertionError("tests run in the repository");
    }

    /** All of them, sorted. */
    static List<Path> files() throws IOException {
        Path root = root();
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return isOurs(directory) || directory.equals(root)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isOurs(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    private static boolean isOurs(Path file) {
        return !LEFT_BY_TOOLS.contains(String.valueOf(file.getFileName()));
    }
}
