package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fresh keys that sign checkpoints. The old private ones are gone with it: nothing is ever signed with them again, and what they
 * signed is checked with their public halves. When that may be done the log decides, and it keeps those halves.
 */
@Service
public class CheckpointRotationService {
    private static final List<String> PURPOSES = List.of(KeyPurpose.CHECKPOINTS.name(), FileKeyStore.LATTICE_PURPOSE);

    private final KeyStore keys;
    private final KeyRegister register;
    private final Clock clock;

    CheckpointRotationService(KeyStore keys, KeyRegister register, Clock clock) {
        this.keys = keys;
        this.register = register;
        this.clock = clock;
    }

    /**
     * Notes that the keys of now are needed no more, and commits: a crash before {@link #replace} leaves keys that the database does
     * not miss when they are gone, until the rotation is done again; one after it leaves no marks of keys that are gone.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void markRetired() {
        register.lock();
        Instant now = clock.instant();
        for (String purpose : PURPOSES) {
            register.of(purpose)
                    .forEach(key -> register.retired(purpose, key.mark().id(), now));
        }
    }

    /** Puts fresh keys in their place. Every process signs with them from its next signature on. */
    @Transactional
    public void replace() {
        register.lock();
        try {
            keys.replace(
                    KeyPurpose.CHECKPOINTS,
                    KeysetHandle.generateNew(KeyPurpose.CHECKPOINTS.parameters(), RegistryConfiguration.get()));
            keys.replaceLattice(KeyPairLine.generate(FileKeyStore.LATTICE));
            keys.keys(KeyPurpose.CHECKPOINTS); // takes them into the register
            keys.latticePair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys of checkpoints cannot be replaced", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
