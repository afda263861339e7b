package org.vigie.seal.opener;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The first pair of an organisation; where there are keys, they stay. */
    synchronized byte[] created(UUID org) throws IOException, GeneralSecurityException {
        KeyFile file = file(org);
        if (!file.exists()) {
            if (count() >= OpenerLimits.KEY_FILES_MAX) {
                throw new IOException("more than %d organisations".formatted(OpenerLimits.KEY_FILES_MAX));
            }
            file.create(KeysetHandle.generateNew(parameters, RegistryConfiguration.get()));
        }
        return publicKeys(org);
    }

    synchronized byte[] rotated(UUID org) throws IOException, GeneralSecurityException {
        KeysetHandle old = load(org).keys();
        if (old.size() >= OpenerLimits.KEYS_MAX) {
            throw new IOException("more than %d keys; retire old ones".formatted(OpenerLimits.KEYS_MAX));
        }
        file(org)
                .replace(KeysetHandle.newBuilder(old)
                        .addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                                .withRandomId()
                                .makePrimary())
                        .build());
        loaded.remove(org);
        return publicOf(load(org).keys());
    }

    /**
     * Drops keys. Empty, and nothing dropped, when the newest is another than the asker believes.
     *
     * @param numbers four bytes each: that of the newest, then those that go
     */
    synchronized Optional<byte[]> retired(UUID org, byte[] numbers) throws IOException, GeneralSecurityException {
        KeysetHandle all = load(org).keys();
        KeysetHandle.Entry newest = all.getPrimary();
        List<Integer> asked = new ArrayList<>();
        for (ByteBuffer bytes = ByteBuffer.wrap(numbers); bytes.remaining() >= Integer.BYTES; ) {
            asked.add(bytes.getInt());
        }
        if (asked.isEmpty() || asked.getFirst() != newest.getId() || asked.lastIndexOf(newest.getId()) > 0) {
            return Optional.empty();
        }
        KeysetHandle.Builder left = KeysetHandle.newBuilder();
        for (int place = 0; place < all.size(); place++) {
            KeysetHandle.Entry entry = all.getAt(place);
            if (entry.isPrimary() || !asked.contains(entry.getId())) {
                var kept = KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId());
                left.addEntry(entry.isPrimary() ? kept.makePrimary() : kept);
            }
        }
        file(org).replace(left.build());
        loaded.remove(org);
        return Optional.of(publicOf(load(org).keys()));
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
