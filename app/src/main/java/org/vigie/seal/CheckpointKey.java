package org.vigie.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignatureType;
import org.vigie.core.note.SignedNote;
import org.vigie.seal.file.KeyFile;

/**
 * Signs the checkpoints of the audit log with Ed25519 and with ML-DSA-44, and tells whether a signature is ours. A note that is
 * shown to others bears both.
 */
public class CheckpointKey {
    private final PublicKeySign sign;
    private final PublicKeyVerify verify;
    private final List<Ed25519PublicKey> classic;
    private final Ed25519PublicKey primary;
    private final KeyPair lattice;

    CheckpointKey(KeyStore keys) throws GeneralSecurityException, IOException {
        this(keys.keys(KeyPurpose.CHECKPOINTS), keys.latticePair());
    }

    private CheckpointKey(KeysetHandle pair, KeyPair lattice) throws GeneralSecurityException {
        sign = pair.getPrimitive(RegistryConfiguration.get(), PublicKeySign.class);
        KeysetHandle open = pair.getPublicKeysetHandle();
        verify = open.getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class);
        classic = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            classic.add((Ed25519PublicKey) open.getAt(i).getKey());
        }
        primary = (Ed25519PublicKey) open.getPrimary().getKey();
        this.lattice = lattice;
    }

    /** The keys in that directory, for those who have no application around them. They are made when they are not there. */
    public static CheckpointKey in(Path directory) throws GeneralSecurityException, IOException {
        KeyFile.register();
        var file = new KeyFile(directory.resolve(KeyPurpose.CHECKPOINTS.fileName()));
        if (!file.exists()) {
            file.create(KeysetHandle.generateNew(KeyPurpose.CHECKPOINTS.parameters(), RegistryConfiguration.get()));
        }
        return new CheckpointKey(file.read(), FileKeyStore.latticePair(directory));
    }

    /** What others check our notes with: one key of each kind, more after a change of keys. */
    public List<NoteKey> publicKeys(String origin) {
        List<NoteKey> keys = new ArrayList<>();
        classic.forEach(key -> keys.add(note(origin, key)));
        keys.add(latticeKey(origin));
        return keys;
    }

    /** The checkpoint with both signatures under it. */
    public SignedNote note(Checkpoint checkpoint, byte[] signature, Instant at) {
        NoteSigner signer = new NoteSigner(latticeKey(checkpoint.origin()), lattice.getPrivate());
        return new SignedNote(
                checkpoint.text(),
                List.of(classic(checkpoint.origin(), signature), signer.sign(checkpoint.text(), at)));
    }

    /** The checkpoint with the one signature that those of the first versions have. */
    public SignedNote note(Checkpoint checkpoint, byte[] signature) {
        return new SignedNote(checkpoint.text(), List.of(classic(checkpoint.origin(), signature)));
    }

    /** The signature by Ed25519, with the mark of its key that Tink puts before it. */
    public byte[] sign(String checkpoint) {
        try {
            return sign.sign(checkpoint.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checkpoint cannot be signed", e);
        }
    }

    public boolean isOurs(byte[] signature, String checkpoint) {
        try {
            verify.verify(signature, checkpoint.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (GeneralSecurityException e) {
            return false; // this is how Tink says no
        }
    }

    /** In a note a signature stands without Tink's mark, and the key is named beside it. */
    private NoteSignature classic(String origin, byte[] signature) {
        Ed25519PublicKey key = classic.stream()
                .filter(one -> bears(signature, one.getOutputPrefix().toByteArray()))
                .findFirst()
                .orElse(primary);
        int mark = key.getOutputPrefix().size();
        return new NoteSignature(
                origin, note(origin, key).id(), Arrays.copyOfRange(signature, mark, Math.max(mark, signature.length)));
    }

    private static boolean bears(byte[] signature, byte[] mark) {
        return signature.length > mark.length && Arrays.equals(signature, 0, mark.length, mark, 0, mark.length);
    }

    @AccessesPartialKey // its bare bytes are what notes name
    private static NoteKey note(String origin, Ed25519PublicKey key) {
        return new NoteKey(
                origin, SignatureType.ED25519, key.getPublicKeyBytes().toByteArray());
    }

    private NoteKey latticeKey(String origin) {
        return new NoteKey(origin, SignatureType.ML_DSA_44, SignatureType.ML_DSA_44.bare(lattice.getPublic()));
    }
}
