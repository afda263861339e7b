package org.vigie.seal;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** What each key set is for. No key serves two purposes. */
enum KeyPurpose {
    /** Encrypts columns; rotates online, since each ciphertext names its key. */
    COLUMNS(PredefinedAeadParameters.AES256_GCM),
    /** Wraps the keys of single records; each month has another, and those of before are destroyed. */
    EPOCHS(PredefinedAeadParameters.AES256_GCM),
    /** Codes of addresses, hosts and domains; a new one would orphan every stored code. */
    ADDRESSES(hmac()),
    /** Codes of receipts; a new one makes codes from then on, those before go on recognising theirs. */
    RECEIPTS(hmac()),
    /** Codes of sign-in secrets: one-time links and the like. */
    TOKENS(hmac()),
    /** Signs the checkpoints of the audit log. */
    CHECKPOINTS(PredefinedSignatureParameters.ED25519);

    private final Parameters parameters;

    KeyPurpose(Parameters parameters) {
        this.parameters = parameters;
    }

    /** What Tink makes such a key from. */
    Parameters parameters() {
        return parameters;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".json";
    }

    /** HMAC-SHA-256, all 32 bytes of it and nothing before them, since the codes are compared in the database. */
    private static HmacParameters hmac() {
        try {
            return HmacParameters.builder()
                    .setKeySizeBytes(32)
                    .setTagSizeBytes(32)
                    .setHashType(HmacParameters.HashType.SHA256)
                    .setVariant(HmacParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refuses HMAC-SHA-256", e);
        }
    }
}
