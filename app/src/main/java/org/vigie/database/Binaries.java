package org.vigie.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, packed in a jar for each platform, unpacked once under the data directory. */
final class Binaries {
    /** The directory's name carries the version, so that another version is unpacked beside it. */
    private static final String VERSION = "18.1.0";

    private Binaries() {}

    /** The {@code bin} directory of the unpacked programs. */
    static Path under(Path directory) throws IOException {
        Path home = directory.resolve("postgresql-" + VERSION);
        if (!Files.exists(home)) {
            Path fresh = directory.resolve("postgresql-" + VERSION + ".new");
            FileTree.delete(fresh);
            unpack(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home.resolve("bin");
    }

    private static void unpack(Path target) throws IOException {
        String archive = "/postgres-%s-%s.txz".formatted(system(), architecture());
        try (InputStream packed = Binaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IOException("no embedded PostgreSQL for this platform (%s %s); name an external one with --db"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, target);
                }
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = inside(target, entry);
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, (entry.getMode() & 0100) != 0 ? PROGRAM : PLAIN);
    }

    private static final Set<PosixFilePermission> PLAIN = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);

    private static final Set<PosixFilePermission> PROGRAM = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    private static Path inside(Path target, ArchiveEntry entry) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive of PostgreSQL names a file outside its directory");
        }
        return file;
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "unknown";
        };
    }
}
