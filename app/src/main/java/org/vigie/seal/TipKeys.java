package org.vigie.seal;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.OrgId;
import org.vigie.seal.file.KeyFile;
import org.vigie.seal.opener.OpenerWire.Ask;

/**
 * The public keys to which tips are sealed, one file for each organisation beside the other keys and not in the database:
 * who could change a row there would have the next tips sealed to a key of theirs.
 */
@Component
class TipKeys {
    private static final byte[] NOTHING = {};

    private final DatabaseSettings settings;
    private final OpenerClient opener;
    private final Map<OrgId, Loaded> loaded = new ConcurrentHashMap<>();

    private record Loaded(String at, KeysetHandle keys, HybridEncrypt seal) {}

    TipKeys(DatabaseSettings settings, OpenerClient opener) throws GeneralSecurityException {
        KeyFile.register();
        this.settings = settings;
        this.opener = opener;
    }

    /** Seals to the organisation. Without the opener, once the organisation has its keys. */
    HybridEncrypt of(OrgId org) {
        return load(org).seal();
    }

    /** Which of the keys seals from now on. */
    int primary(OrgId org) {
        return load(org).keys().getPrimary().getId();
    }

    /** Asks the opener for a new pair, and seals with its public key from now on, in every process of this data directory. */
    void rotate(OrgId org) {
        change(org, Ask.ROTATE);
    }

    /** Has the opener destroy all private keys but the newest. */
    void retire(OrgId org) {
        change(org, Ask.RETIRE);
    }

    /** Keys before the present one. */
    List<Integer> old(OrgId org) {
        KeysetHandle keys = load(org).keys();
        List<Integer> old = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            if (!keys.getAt(place).isPrimary()) {
                old.add(keys.getAt(place).getId());
            }
        }
        return old;
    }

    private void change(OrgId org, Ask ask) {
        load(org);
        try {
            file(org).replace(parse(opener.ask(ask, org.value(), NOTHING, NOTHING)));
        } catch (GeneralSecurityException e) {
            throw unreadable(org, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Loaded load(OrgId org) {
        KeyFile file = file(org);
        try {
            if (!file.exists()) {
                file.create(parse(opener.ask(Ask.PUBLIC, org.value(), NOTHING, NOTHING)));
            }
            String at = file.version();
            Loaded known = loaded.get(org);
            if (known != null && known.at().equals(at)) {
                return known;
            }
            KeysetHandle keys = file.read();
            var fresh = new Loaded(at, keys, keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
            loaded.put(org, fresh);
            return fresh;
        } catch (GeneralSecurityException e) {
            throw unreadable(org, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeysetHandle parse(byte[] publicKeys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                new String(publicKeys, StandardCharsets.UTF_8), RegistryConfiguration.get());
    }

    private KeyFile file(OrgId org) {
        return new KeyFile(settings.data().resolve("keys").resolve("tips-public-" + org + ".json"));
    }

    private static IllegalStateException unreadable(OrgId org, GeneralSecurityException cause) {
        return new IllegalStateException(
                "the public keys of tips of organisation %s are damaged".formatted(org), cause);
    }
}
