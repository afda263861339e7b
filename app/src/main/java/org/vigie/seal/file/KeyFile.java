package org.vigie.seal.file;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One file of keys, readable by its owner alone. It is never written in place: whoever reads it sees the keys of before or
 * those of after, also when the machine loses power meanwhile.
 */
public record KeyFile(Path path) {
    private static final String FOLDER = "rwx------";
    private static final String FILE = "rw-------";
    private static final String BESIDE = ".new";

    /** A key set is a few hundred bytes a key; a larger file is none of ours. */
    private static final long BYTES_MAX = 1 << 20;

    /** How often a first file is begun anew when what was begun beside it was tidied away before it was locked. */
    private static final int CREATE_TRIES = 20;

    /** Makes the kinds of keys known to Tink that Vigie uses. Harmless when called again. */
    public static void register() throws GeneralSecurityException {
        AeadConfig.register();
        MacConfig.register();
        SignatureConfig.register();
        HybridConfig.register();
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /** Another text when it was replaced. The file's number counts too, since two replacements may be of one moment. */
    public String version() throws IOException {
        var seen = Files.readAttributes(path, BasicFileAttributes.class);
        return seen.lastModifiedTime() + " " + seen.fileKey() + " " + seen.size();
    }

    /**
     * The keys in it.
     *
     * @throws GeneralSecurityException when it is no set of keys any more
     */
    public KeysetHandle read() throws IOException, GeneralSecurityException {
        return parse(text());
    }

    /**
     * Keys as {@link #text(KeysetHandle)} writes them.
     *
     * @throws GeneralSecurityException when the text is no set of keys
     */
    public static KeysetHandle parse(String text) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    /** The file as it is, in JSON. */
    public String text() throws IOException {
        if (Files.size(path) > BYTES_MAX) {
            throw new IOException("a key file of more than %d bytes".formatted(BYTES_MAX));
        }
        return Files.readString(path);
    }

    /** Keeps fresh keys, unless there are some. Of two processes that start together, one makes them and both read them. */
    public void create(KeysetHandle fresh) throws IOException, GeneralSecurityException {
        create(text(fresh));
    }

    /** The same with keys of a kind that Tink does not have. */
    public void create(String fresh) throws IOException {
        for (int left = CREATE_TRIES - 1; ; left--) {
            try {
                createOnce(fresh);
                return;
            } catch (NoSuchFileException taken) {
                if (left == 0) {
                    throw taken;
                } // another process took it for what a killed one had left, before it was locked
            }
        }
    }

    private void createOnce(String fresh) throws IOException {
        try (Beside beside = beside(fresh)) {
            Files.createLink(path, beside.path());
            flushFolder();
        } catch (FileAlreadyExistsException e) {
            return; // the other process was first
        }
    }

    /** Puts other keys in its place. */
    public void replace(KeysetHandle next) throws IOException, GeneralSecurityException {
        replace(text(next));
    }

    /** Puts another text in its place, or makes the file. */
    public void replace(String next) throws IOException {
        try (Beside beside = beside(next)) {
            Files.move(beside.path(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            flushFolder();
        }
    }

    /**
     * Removes what killed processes left of files that they had not put in their place yet. What a process is writing now stays.
     *
     * @param prefix of the names of the files that were written
     * @return how many were removed
     */
    public static int removeLeftovers(Path folder, String prefix) throws IOException {
        int removed = 0;
        for (Path file : leftovers(folder, prefix)) {
            removed += isRemoved(file) ? 1 : 0;
        }
        return removed;
    }

    private static boolean isRemoved(Path leftover) throws IOException {
        try (FileChannel open = FileChannel.open(leftover, StandardOpenOption.WRITE)) {
            return open.tryLock() != null && Files.deleteIfExists(leftover);
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            return false; // this process is writing it, or it is in its place by now
        }
    }

    /** Files that a process is writing, or was when it was killed. Each may be a whole copy of keys. */
    public static List<Path> leftovers(Path folder) throws IOException {
        return leftovers(folder, "");
    }

    private static List<Path> leftovers(Path folder, String prefix) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var left = Files.newDirectoryStream(folder, prefix + "*" + BESIDE)) {
            List<Path> found = new ArrayList<>();
            left.forEach(found::add);
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** A key set as it lies in a file. */
    public static String text(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    /** What is written and not in its place yet. Whoever writes it holds a lock on it, which the end of the process releases. */
    private record Beside(Path path, FileChannel open) implements Closeable {
        @Override
        public void close() throws IOException {
            try (open) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Beside beside(String text) throws IOException {
        Files.createDirectories(
                folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER)));
        Path beside = Files.createTempFile(
                folder(),
                path.getFileName().toString(),
                BESIDE,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE)));
        Beside made = new Beside(beside, FileChannel.open(beside, StandardOpenOption.WRITE));
        try {
            made.open().lock();
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                made.open().write(bytes);
            }
            made.open().force(true);
            return made;
        } catch (IOException | RuntimeException failed) {
            made.close();
            throw failed;
        }
    }

    /** A name is on disk when its folder is. */
    private void flushFolder() throws IOException {
        try (FileChannel open = FileChannel.open(folder())) {
            open.force(true);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent());
    }
}
