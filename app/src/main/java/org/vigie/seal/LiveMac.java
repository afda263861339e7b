package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keys of codes of which the newest makes codes and all recognise them. The file is looked at with each code: a code that another
 * process made under a key of this moment is recognised.
 */
final class LiveMac {
    private final KeyStore keys;
    private final KeyPurpose purpose;
    private final NewestKeys newest;
    private volatile Loaded loaded;

    /** @param macs that of the newest key first */
    private record Loaded(String version, Set<Integer> ids, List<Mac> macs) {}

    LiveMac(KeyStore keys, KeyPurpose purpose) throws GeneralSecurityException, IOException {
        this.keys = keys;
        this.purpose = purpose;
        this.newest = new NewestKeys(purpose.fileName(), () -> keys.named(purpose));
        keys.keys(purpose); // makes them at the first start of all, and looks whether they are those of the database
        this.loaded = load();
    }

    /**
     * The codes of a text under each key, the newest first.
     *
     * @throws KeysLost when another copy of Vigie has keys that are not here: codes of theirs would not be recognised
     */
    List<byte[]> codes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<byte[]> codes = new ArrayList<>();
        newest.demand(() -> present().ids(), () -> {});
        try {
            for (Mac mac : present().macs()) {
                codes.add(mac.computeMac(bytes));
            }
            return codes;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyed code cannot be computed", e);
        }
    }

    private Loaded present() {
        try {
            Loaded known = loaded;
            if (!keys.version(purpose).equals(known.version())) {
                known = load();
                loaded = known;
            }
            return known;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyed code cannot be computed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Loaded load() throws GeneralSecurityException, IOException {
        String version = keys.version(purpose); // before the keys: what is replaced in between is read once more
        KeysetHandle all = keys.again(purpose);
        List<Mac> macs = new ArrayList<>();
        for (int place = all.size() - 1; place >= 0; place--) {
            KeysetHandle.Entry entry = all.getAt(place);
            Mac mac = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(entry.getKey())
                            .withFixedId(entry.getId())
                            .makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Mac.class);
            macs.add(entry.isPrimary() ? 0 : macs.size(), mac);
        }
        return new Loaded(version, KeyMark.ids(all), List.copyOf(macs));
    }
}
