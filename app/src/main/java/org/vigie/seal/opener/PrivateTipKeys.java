package org.vigie.seal.opener;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.vigie.seal.file.KeyFile;

/** The private keys of each organisation, one file each: HPKE with X25519, HKDF-SHA256 and AES-256-GCM (RFC 9180). */
final class PrivateTipKeys {
    private final Path folder;
    private final HpkeParameters parameters;
    private final Map<UUID, Loaded> loaded = new HashMap<>();

    /** Keys as they were read, and when their file was written. */
    private record Loaded(String at, KeysetHandle keys, HybridDecrypt open, HybridEncrypt seal) {}

    PrivateTipKeys(Path folder) throws GeneralSecurityException {
        KeyFile.register();
        this.folder = folder;
        parameters = HpkeParameters.builder()
                .setVariant(HpkeParameters.Variant.TINK)
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .build();
    }

    synchronized boolean has(UUID org) {
        return file(org).exists();
    }

    /** The public keys as Tink writes them, in JSON. */
    synchronized byte[] publicKeys(UUID org) throws IOException, GeneralSecurityException {
        return publicOf(load(org).keys());
    }

    /** The keys of an organisation, the newest as their primary. */
    synchronized KeysetHandle all(UUID org) throws IOException {
        return load(org).keys();
    }

    /** When they were changed last. */
    Instant changedAt(UUID org) throws IOException {
        return Files.getLastModifiedTime(OpenerFiles.privateKeys(folder, org)).toInstant();
    }

    /** A first pair; where there are keys, they stay. */
    synchronized void create(UUID org) throws IOException, GeneralSecurityException {
        if (count() >= OpenerLimits.KEY_FILES_MAX) {
            throw new IOException("more than %d organisations".formatted(OpenerLimits.KEY_FILES_MAX));
        }
        file(org).create(KeysetHandle.generateNew(parameters, RegistryConfiguration.get()));
    }

    /** The same with one more, which seals from now on. */
    KeysetHandle withFresh(KeysetHandle old) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(old)
                .addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    synchronized void replace(UUID org, KeysetHandle next) throws IOException, GeneralSecurityException {
        if (next.size() > OpenerLimits.KEYS_MAX) {
            throw new IOException("more than %d keys; retire old ones".formatted(OpenerLimits.KEYS_MAX));
        }
        file(org).replace(next);
        loaded.remove(org);
    }

    synchronized byte[] open(UUID org, byte[] sealed, byte[] place) throws IOException, GeneralSecurityException {
        return load(org).open().decrypt(sealed, place);
    }

    synchronized byte[] resealed(UUID org, byte[] sealed, byte[] place) throws IOException, GeneralSecurityException {
        Loaded keys = load(org);
        return keys.seal().encrypt(keys.open().decrypt(sealed, place), place);
    }

    /** Keys that cannot be read are another fault than a value that does not open under them. */
    private Loaded load(UUID org) throws IOException {
        try {
            return readable(org);
        } catch (GeneralSecurityException e) {
            throw new IOException("damaged keys", e);
        }
    }

    private Loaded readable(UUID org) throws IOException, GeneralSecurityException {
        KeyFile file = file(org);
        String at = file.version();
        Loaded known = loaded.get(org);
        if (known != null && known.at().equals(at)) {
            return known;
        }
        KeysetHandle keys = file.read();
        var fresh = new Loaded(
                at,
                keys,
                keys.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class),
                keys.getPublicKeysetHandle().getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
        loaded.put(org, fresh);
        return fresh;
    }

    private KeyFile file(UUID org) {
        return new KeyFile(OpenerFiles.privateKeys(folder, org));
    }

    private long count() throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(OpenerFiles.PREFIX))
                    .count();
        }
    }

    private static byte[] publicOf(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                        keys.getPublicKeysetHandle(), RegistryConfiguration.get())
                .getBytes(StandardCharsets.UTF_8);
    }
}
