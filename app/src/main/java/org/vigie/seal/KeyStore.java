package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/** Where keys are kept. Files on a single machine; a key service may stand here later. */
interface KeyStore {
    /** The key set of that purpose, made from its template on the first asking. */
    KeysetHandle keys(KeyPurpose purpose) throws GeneralSecurityException, IOException;

    /** The pair with which checkpoints are signed a second time, by ML-DSA-44, which Tink does not have. */
    KeyPair latticePair() throws GeneralSecurityException, IOException;
}
