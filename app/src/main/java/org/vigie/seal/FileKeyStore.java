package org.vigie.seal;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** One file for each purpose in a directory that only its owner may enter. Back it up apart from the database. */
final class FileKeyStore implements KeyStore {
    private final Configuration tink;
    private final Path directory;

    FileKeyStore(Path directory) throws GeneralSecurityException {
        this.directory = directory;
        AeadConfig.register();
        MacConfig.register();
        SignatureConfig.register();
        tink = RegistryConfiguration.get();
    }

    @Override
    public KeysetHandle keys(KeyPurpose purpose) throws GeneralSecurityException, IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = directory.resolve(purpose.fileName());
        if (!Files.exists(file)) {
            create(file, KeysetHandle.generateNew(purpose.parameters(), tink));
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), tink, InsecureSecretKeyAccess.get());
    }

    /** Never overwrites: of two processes that start together, one makes the key and both read it. */
    private void create(Path file, KeysetHandle fresh) throws GeneralSecurityException, IOException {
        Path beside = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    beside, TinkJsonProtoKeysetFormat.serializeKeyset(fresh, tink, InsecureSecretKeyAccess.get()));
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            return; // the other process was first
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
