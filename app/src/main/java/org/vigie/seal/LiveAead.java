package org.vigie.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A set of keys that is taken up anew when its file was replaced, so that a rotation by another process needs no start. While
 * the new file cannot be read, the keys of before go on serving. It does not seal when {@link NewestKeys} are elsewhere.
 */
final class LiveAead implements Aead {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAead.class);

    /** How often the file is looked at, at most. */
    private static final long LOOK_NANOS = 500_000_000L;

    private final KeyStore keys;
    private final KeyPurpose purpose;
    private final NewestKeys newest;
    private volatile Loaded loaded;
    private volatile long lookedAt;

    private record Loaded(String version, Set<Integer> ids, Aead aead) {}

    LiveAead(KeyStore keys, KeyPurpose purpose) throws GeneralSecurityException, IOException {
        this.keys = keys;
        this.purpose = purpose;
        this.newest = new NewestKeys(purpose.fileName(), () -> keys.named(purpose));
        this.lookedAt = System.nanoTime();
        keys.keys(purpose); // makes them at the first start of all, and looks whether they are those of the database
        this.loaded = load();
    }

    /** @throws KeysLost when another copy of Vigie has keys that are not here */
    @Override
    public byte[] encrypt(byte[] plain, byte[] place) throws GeneralSecurityException {
        if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
            takeUp();
        }
        newest.demand(() -> loaded.ids(), this::takeUp);
        return loaded.aead().encrypt(plain, place);
    }

    /** Another process may seal with a key that it has taken up and this one has not: then the file is looked at, at once. */
    @Override
    public byte[] decrypt(byte[] sealed, byte[] place) throws GeneralSecurityException {
        Loaded before = loaded;
        try {
            return before.aead().decrypt(sealed, place);
        } catch (GeneralSecurityException e) {
            takeUp();
            Loaded after = loaded;
            if (after.version().equals(before.version())) {
                throw e;
            }
            return after.aead().decrypt(sealed, place);
        }
    }

    /** Looks at the file now, and at the database with the next value. */
    void takeUpAndAsk() {
        takeUp();
        newest.askAgain();
    }

    private synchronized void takeUp() {
        lookedAt = System.nanoTime();
        try {
            if (!keys.version(purpose).equals(loaded.version())) {
                loaded = load();
                LOG.info("keys of {} were replaced and are in use", purpose);
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            LOG.error(
                    "keys of {} cannot be read again: {}", purpose, e.getClass().getName());
        }
    }

    private Loaded load() throws GeneralSecurityException, IOException {
        // the version before the keys: a file that is replaced in between is then read once more
        String version = keys.version(purpose);
        KeysetHandle all = keys.again(purpose);
        return new Loaded(version, KeyMark.ids(all), all.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }
}
