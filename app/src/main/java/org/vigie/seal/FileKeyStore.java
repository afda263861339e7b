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
import java.security.KeyPair;
import org.vigie.core.note.SignatureType;

/** One file for each purpose in a directory that only its owner may enter. Back it up apart from the database. */
final class FileKeyStore implements KeyStore {
    private static final String LATTICE = SignatureType.ML_DSA_44.algorithm();
    private static final String LATTICE_FILE = "checkpoints-ml-dsa-44.key";

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
        createDirectory();
        Path file = directory.resolve(purpose.fileName());
        if (!Files.exists(file)) {
            create(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            KeysetHandle.generateNew(purpose.parameters(), tink), tink, InsecureSecretKeyAccess.get()));
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), tink, InsecureSecretKeyAccess.get());
    }

    @Override
    public KeyPair latticePair() throws GeneralSecurityException, IOException {
        createDirectory();
        Path file = directory.resolve(LATTICE_FILE);
        if (!Files.exists(file)) {
            create(file, KeyPairLine.of(LATTICE, KeyPairLine.generate(LATTICE)) + "\n");
        }
        return KeyPairLine.parse(LATTICE, Files.readString(file));
    }

    private void createDirectory() throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Never overwrites: of two processes that start together, one makes the key and both read it. */
    private void create(Path file, String fresh) throws IOException {
        Path beside = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(beside, fresh);
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            return; // the other process was first
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
