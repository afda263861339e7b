package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;

/** Where keys are kept. Files on a single machine; a key service may stand here later. */
interface KeyStore {
    /**
     * The key set of that purpose, made from its template on the first asking.
     *
     * @throws KeysLost when the database knows keys that are not there any more, or are not what they were
     */
    KeysetHandle keys(KeyPurpose purpose) throws GeneralSecurityException, IOException;

    /**
     * The pair with which checkpoints are signed a second time, by ML-DSA-44, which Tink does not have; made on the first asking.
     *
     * @throws KeysLost as {@link #keys}
     */
    KeyPair latticePair() throws GeneralSecurityException, IOException;

    /** The keys of that purpose that the database names and that were not destroyed, by their numbers. */
    List<Integer> named(KeyPurpose purpose);

    /** As {@link #keys}, without a look at the database, for keys that are in use and were replaced. */
    KeysetHandle again(KeyPurpose purpose) throws GeneralSecurityException, IOException;

    /** As {@link #again}. */
    KeyPair latticeAgain() throws GeneralSecurityException, IOException;

    /** Another text each time when the keys were replaced. Cheap enough to be asked for often. */
    String version(KeyPurpose purpose) throws IOException;

    /** As {@link #version}. */
    String latticeVersion() throws IOException;

    /**
     * Removes copies of keys that a killed process left amid a change, so that an old key does not outlive its end in one of them.
     * Those of the opener it removes itself. For who holds {@link KeyRegister#lock()}.
     *
     * @return how many there were
     */
    int removeLeftovers() throws IOException;

    /**
     * Puts other keys in their place, for good, in every process that uses them, and removes what killed ones left. For who holds
     * {@link KeyRegister#lock()}.
     */
    void replace(KeyPurpose purpose, KeysetHandle next) throws GeneralSecurityException, IOException;

    /** As {@link #replace}. */
    void replaceLattice(KeyPair next) throws IOException;
}
