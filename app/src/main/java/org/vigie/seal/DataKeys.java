package org.vigie.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;

/**
 * The keys of single records, wrapped under the key of the present epoch. Destroying one is how a record is erased; destroying
 * the epochs before is how what is sealed under it is erased in old backups too. An address that was fetched is in the crawl, under
 * the key of columns.
 */
@Service
public class DataKeys {
    private static final int KEY_BYTES = 32;

    private final DataKeyRows rows;
    private final Sealer sealer;
    private final Clock clock;
    private final AesGcmParameters parameters;

    DataKeys(DataKeyRows rows, Sealer sealer, Clock clock) throws GeneralSecurityException {
        this.rows = rows;
        this.sealer = sealer;
        this.clock = clock;
        parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
    }

    /** A fresh key for a record of the bound organisation. It is kept with the transaction that is open. */
    @Transactional
    public DataKey create(UUID record) {
        SecretBytes secret = SecretBytes.randomBytes(KEY_BYTES);
        rows.add(
                record,
                CurrentOrganisation.require(),
                sealer.wrap(secret.toByteArray(InsecureSecretKeyAccess.get()), placeOf(record)),
                // the day only: the key of a tip must not tell when it came
                clock.instant().truncatedTo(ChronoUnit.DAYS));
        return key(secret);
    }

    /** The key of a record; empty where it has none of its own, or had one that was destroyed. */
    @Transactional(readOnly = true)
    public Optional<DataKey> find(UUID record) {
        return rows.wrapped(record)
                .map(wrapped -> key(
                        SecretBytes.copyFrom(sealer.unwrap(wrapped, placeOf(record)), InsecureSecretKeyAccess.get())));
    }

    /** Destroys a record's key for good. Whether there was one to destroy. */
    @Transactional
    public boolean destroy(UUID record) {
        return rows.destroy(record, clock.instant());
    }

    @AccessesPartialKey // the key is our own making, of 32 bytes that were wrapped here
    private DataKey key(SecretBytes secret) {
        try {
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(secret)
                    .build();
            KeysetHandle handle = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                    .build();
            return new DataKey(handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refuses a key of 256 bits", e);
        }
    }

    private static SealedIn placeOf(UUID record) {
        return new SealedIn("data_key", "wrapped_sealed", record);
    }
}
