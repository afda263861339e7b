package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Service;

/** Signs the checkpoints of the audit log with Ed25519, and tells whether a signature is ours. */
@Service
public class CheckpointKey {
    private final PublicKeySign sign;
    private final PublicKeyVerify verify;

    CheckpointKey(KeyStore keys) throws GeneralSecurityException, IOException {
        KeysetHandle pair = keys.keys(KeyPurpose.CHECKPOINTS);
        sign = pair.getPrimitive(RegistryConfiguration.get(), PublicKeySign.class);
        verify = pair.getPublicKeysetHandle().getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class);
    }

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
}
