package org.vigie.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignatureType;
import org.vigie.seal.KeyPairLine;

/** The secret keys of a witness, one of each kind with a time: a file that only its owner may read. */
public final class WitnessKeyFile {
    private static final String NAME = "witness ";
    private static final List<SignatureType> TYPES =
            List.of(SignatureType.ED25519_COSIGNATURE, SignatureType.ML_DSA_44);

    private WitnessKeyFile() {}

    /**
     * Makes fresh keys.
     *
     * @param name of the witness, best an address of its own without {@code https://}
     * @throws IOException when the file is there already, or cannot be written
     * @throws IllegalArgumentException when the name has a space or a plus sign
     */
    public static List<NoteSigner> create(Path file, String name) throws IOException {
        StringBuilder text = new StringBuilder(NAME + name + "\n");
        List<NoteSigner> signers = new ArrayList<>();
        for (SignatureType type : TYPES) {
            KeyPair pair = KeyPairLine.generate(type.algorithm());
            signers.add(signer(name, type, pair));
            text.append(KeyPairLine.of(type.algorithm(), pair)).append('\n');
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardOpenOption.DSYNC, StandardOpenOption.WRITE);
        return signers;
    }

    /**
     * Reads the keys of a witness, one of each kind of signature.
     *
     * @throws IOException when the file is no such file, or others may read it
     */
    public static List<NoteSigner> read(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).stream()
                .anyMatch(one ->
                        !Set.of("OWNER_READ", "OWNER_WRITE", "OWNER_EXECUTE").contains(one.name()))) {
            throw new IOException("others may read the keys of the witness: chmod 600 " + file);
        }
        List<String> lines = Files.readString(file).lines().toList();
        if (lines.size() != 1 + TYPES.size() || !lines.getFirst().startsWith(NAME)) {
            throw new IOException("no keys of a witness: " + file);
        }
        List<NoteSigner> signers = new ArrayList<>();
        try {
            for (int i = 0; i < TYPES.size(); i++) {
                SignatureType type = TYPES.get(i);
                KeyPair pair = KeyPairLine.parse(type.algorithm(), lines.get(i + 1));
                signers.add(signer(lines.getFirst().substring(NAME.length()), type, pair));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("no keys of a witness: " + file, e);
        }
        return signers;
    }

    private static NoteSigner signer(String name, SignatureType type, KeyPair pair) {
        return new NoteSigner(new NoteKey(name, type, type.bare(pair.getPublic())), pair.getPrivate());
    }
}
