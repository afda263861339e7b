package org.vigie.database;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/** The random passwords of the database roles, in one file that only its owner can read. */
final class Passwords {
    private static final int PASSWORD_BYTES = 24;

    private final Path file;
    private final Properties values = new Properties();

    private Passwords(Path file) {
        this.file = file;
    }

    /** Reads the file; an absent one is as good as empty. */
    static Passwords at(Path file) throws IOException {
        var passwords = new Passwords(file);
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                passwords.values.load(in);
            }
        }
        return passwords;
    }

    /** The password of that user, if one was made up before. */
    Optional<String> find(String user) {
        return Optional.ofNullable(values.getProperty(user));
    }

    /** The password of that user, made up and kept on first asking. */
    String of(String user) throws IOException {
        Optional<String> known = find(user);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        values.setProperty(user, fresh);
        save();
        return fresh;
    }

    /** Written beside, to the disk, and moved into place, so that a crash leaves the old file or the new one. */
    private void save() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer out = Files.newBufferedWriter(fresh)) {
            values.store(out, "Passwords of the database roles. Keep them as you keep the keys.");
        }
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
