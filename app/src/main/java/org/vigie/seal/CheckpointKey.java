package org.vigie.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignatureType;
import org.vigie.core.note.SignedNote;
import org.vigie.seal.file.KeyFile;

/**
 * Signs the checkpoints of the audit log with Ed25519 and with ML-DSA-44. A note that is shown to others bears both. Keys that were
 * replaced by another process are in use with the next signature, and keys that cannot be read any more sign nothing: else a key that
 * was retired since, perhaps because it was stolen, would go on signing.
 */
public class CheckpointKey {
    private final Source source;
    private volatile Loaded loaded;

    CheckpointKey(KeyStore keys) throws GeneralSecurityException, IOException {
        // makes them at the first start of all, and looks whether they are those of the database
        keys.keys(KeyPurpose.CHECKPOINTS);
        keys.latticePair();
        source = new Stored(keys);
        loaded = load();
    }

    private CheckpointKey(Path directory) throws GeneralSecurityException, IOException {
        source = new InFiles(directory);
        loaded = load();
    }

    /** Where the two pairs are. */
    private sealed interface Source {
        /** Another text when one of them was replaced. */
        String version() throws IOException;

        KeysetHandle classic() throws GeneralSecurityException, IOException;

        KeyPair lattice() throws GeneralSecurityException, IOException;
    }

    private record Stored(KeyStore keys) implements Source {
        @Override
        public String version() throws IOException {
            return keys.version(KeyPurpose.CHECKPOINTS) + " " + keys.latticeVersion();
        }

        @Override
        public KeysetHandle classic() throws GeneralSecurityException, IOException {
            return keys.again(KeyPurpose.CHECKPOINTS);
        }

        @Override
        public KeyPair lattice() throws GeneralSecurityException, IOException {
            return keys.latticeAgain();
        }
    }

    private record InFiles(Path directory) implements Source {
        private KeyFile file() {
            return new KeyFile(directory.resolve(KeyPurpose.CHECKPOINTS.fileName()));
        }

        @Override
        public String version() throws IOException {
            return file().version() + " " + FileKeyStore.latticeFile(directory).version();
        }

        @Override
        public KeysetHandle classic() throws GeneralSecurityException, IOException {
            return file().read();
        }

        @Override
        public KeyPair lattice() throws GeneralSecurityException, IOException {
            return FileKeyStore.latticePair(directory);
        }
    }

    private record Loaded(
            String version,
            PublicKeySign sign,
            List<Ed25519PublicKey> classic,
            Ed25519PublicKey primary,
            KeyPair lattice) {}

    private Loaded load() throws GeneralSecurityException, IOException {
        String version = source.version(); // before the keys: what is replaced in between is then read once more
        KeysetHandle pair = source.classic();
        KeysetHandle open = pair.getPublicKeysetHandle();
        List<Ed25519PublicKey> classic = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            classic.add((Ed25519PublicKey) open.getAt(i).getKey());
        }
        return new Loaded(
                version,
                pair.getPrimitive(RegistryConfiguration.get(), PublicKeySign.class),
                classic,
                (Ed25519PublicKey) open.getPrimary().getKey(),
                source.lattice());
    }

    private Loaded current() {
        try {
            Loaded known = loaded;
            if (!source.version().equals(known.version())) {
                known = load();
                loaded = known;
            }
            return known;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys of checkpoints cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys in that directory, for those who have no application around them. They are made when they are not there. */
    public static CheckpointKey in(Path directory) throws GeneralSecurityException, IOException {
        KeyFile.register();
        var file = new KeyFile(directory.resolve(KeyPurpose.CHECKPOINTS.fileName()));
        if (!file.exists()) {
            file.create(KeysetHandle.generateNew(KeyPurpose.CHECKPOINTS.parameters(), RegistryConfiguration.get()));
        }
        FileKeyStore.latticePair(directory);
        return new CheckpointKey(directory);
    }

    /**
     * The public half of a key.
     *
     * @param mark what Tink puts before signatures by it, in hexadecimal; empty for keys that are not Tink's
     * @param key its bare bytes in base 64
     */
    public record Half(SignatureType type, String mark, String key) {
        /**
         * As others check notes with it.
         *
         * @param origin the log's name
         * @throws IllegalArgumentException when it is no key
         */
        public NoteKey named(String origin) {
            return new NoteKey(origin, type, Base64.getDecoder().decode(key));
        }
    }

    /** The keys that sign now: one of each kind. */
    public List<Half> halves() {
        Loaded now = current();
        List<Half> halves = new ArrayList<>();
        now.classic().forEach(key -> halves.add(half(key)));
        halves.add(half(now.lattice()));
        return halves;
    }

    /** The same, as others check our notes with them. */
    public List<NoteKey> publicKeys(String origin) {
        return halves().stream().map(half -> half.named(origin)).toList();
    }

    /** The checkpoint with both signatures under it. */
    public SignedNote note(Checkpoint checkpoint, byte[] signature, Instant at) {
        Loaded now = current();
        NoteKey lattice = half(now.lattice()).named(checkpoint.origin());
        NoteSigner signer = new NoteSigner(lattice, now.lattice().getPrivate());
        return new SignedNote(
                checkpoint.text(),
                List.of(classic(now, checkpoint.origin(), signature), signer.sign(checkpoint.text(), at)));
    }

    /** The signature by Ed25519, with the mark of its key that Tink puts before it. */
    public byte[] sign(String checkpoint) {
        try {
            return current().sign().sign(checkpoint.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checkpoint cannot be signed", e);
        }
    }

    /** In a note a signature stands without Tink's mark, and the key is named beside it. */
    private static NoteSignature classic(Loaded now, String origin, byte[] signature) {
        int mark = now.primary().getOutputPrefix().size();
        return new NoteSignature(
                origin,
                half(now.primary()).named(origin).id(),
                Arrays.copyOfRange(signature, mark, Math.max(mark, signature.length)));
    }

    @AccessesPartialKey // its bare bytes are what notes name
    private static Half half(Ed25519PublicKey key) {
        return new Half(
                SignatureType.ED25519,
                HexFormat.of().formatHex(key.getOutputPrefix().toByteArray()),
                Base64.getEncoder().encodeToString(key.getPublicKeyBytes().toByteArray()));
    }

    private static Half half(KeyPair lattice) {
        return new Half(
                SignatureType.ML_DSA_44,
                "",
                Base64.getEncoder().encodeToString(SignatureType.ML_DSA_44.bare(lattice.getPublic())));
    }
}
