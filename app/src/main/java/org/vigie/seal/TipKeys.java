package org.vigie.seal;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.file.KeyFile;
import org.vigie.seal.opener.OpenerFiles;
import org.vigie.seal.opener.OpenerWire.Ask;

/**
 * The public keys to which tips are sealed, one file for each organisation beside the other keys and not in the database:
 * who could change a row there would have the next tips sealed to a key of theirs.
 *
 * <p>The database remembers their marks. Keys are made for an organisation that never had any and has no tips; where they are
 * missing otherwise, the private ones too, nothing is sealed: nobody could read it.
 */
@Component
class TipKeys {
    private static final byte[] NOTHING = {};
    private static final String PURPOSE = "TIPS ";
    static final String PUBLIC_PREFIX = "tips-public-";
    private static final String PUBLIC_FILE = PUBLIC_PREFIX + "%s.json";

    private final Path folder;
    private final boolean isOpenerOurs;
    private final OpenerClient opener;
    private final KeyRegister register;
    private final TipsBefore before;
    private final Clock clock;
    private final Map<OrgId, Loaded> loaded = new ConcurrentHashMap<>();
    private final Map<OrgId, NewestKeys> newest = new ConcurrentHashMap<>();
    private final Set<OrgId> lost = ConcurrentHashMap.newKeySet();

    private record Loaded(String at, KeysetHandle keys, HybridEncrypt seal) {}

    TipKeys(
            DatabaseSettings database,
            OpenerSettings settings,
            OpenerClient opener,
            KeyRegister register,
            TipsBefore before,
            Clock clock)
            throws GeneralSecurityException {
        KeyFile.register();
        this.folder = database.data().resolve("keys");
        this.isOpenerOurs = settings.socket() == null;
        this.opener = opener;
        this.register = register;
        this.before = before;
        this.clock = clock;
    }

    /**
     * Seals to the organisation. Without the opener, once the organisation has its keys.
     *
     * @throws KeysLost when nobody could open what is sealed so, or another copy of Vigie has keys that are not here
     */
    HybridEncrypt of(OrgId org) {
        if (lost.contains(org)) {
            verify(org);
        }
        newest.computeIfAbsent(
                        org, one -> new NewestKeys(PUBLIC_FILE.formatted(one), () -> register.named(purpose(one))))
                .demand(() -> KeyMark.ids(load(org).keys()), () -> {});
        return load(org).seal();
    }

    /** Which of the keys seals from now on. */
    int primary(OrgId org) {
        return load(org).keys().getPrimary().getId();
    }

    /** Since when that key has been the one that seals. */
    Instant since(OrgId org) {
        int primary = primary(org);
        return register.of(purpose(org)).stream()
                .filter(key -> key.mark().id() == primary)
                .map(KeyRegister.Entry::since)
                .findFirst()
                .orElseGet(clock::instant);
    }

    /** Asks the opener for a new pair, and seals with its public key from now on, in every process of this data directory. */
    void rotate(OrgId org) {
        load(org);
        replace(org, opener.ask(Ask.ROTATE, org.value(), NOTHING, NOTHING));
        load(org); // takes it into the register
    }

    /** Notes in the register that those are needed no more. */
    void markRetired(OrgId org, List<Integer> keys) {
        Instant now = clock.instant();
        keys.forEach(key -> register.retired(purpose(org), key, now));
    }

    /** The same, when they are needed after all. */
    void markKept(OrgId org, List<Integer> keys) {
        keys.forEach(key -> register.kept(purpose(org), key));
    }

    /**
     * Has the opener give up the keys that the register calls retired, unless another is the newest there. It keeps them, unused,
     * for its time of grace.
     *
     * @throws KeysTooYoung when its rules allow it later
     */
    void dropRetired(OrgId org) {
        List<Integer> retired = retired(org);
        ByteBuffer numbers = ByteBuffer.allocate((1 + retired.size()) * Integer.BYTES);
        numbers.putInt(primary(org));
        retired.forEach(numbers::putInt);
        replace(org, opener.ask(Ask.RETIRE, org.value(), NOTHING, numbers.array()));
    }

    /** Those that are called so and are there still. One that an operator brought back is not given up before it was looked for. */
    List<Integer> retired(OrgId org) {
        List<Integer> old = old(org);
        return register.of(purpose(org)).stream()
                .filter(key ->
                        key.retiredAt() != null && old.contains(key.mark().id()))
                .map(key -> key.mark().id())
                .toList();
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

    /**
     * Looks whether the opener has the private keys of what is sealed.
     *
     * @return what it has
     * @throws KeysLost when it has not; nothing is sealed to that organisation until it has
     * @throws TipsClosed when it is away
     */
    private byte[] verify(OrgId org) {
        try {
            int mine = primary(org);
            byte[] theirs = opener.ask(Ask.PUBLIC, org.value(), NOTHING, NOTHING);
            if (KeyMark.of(text(theirs)).stream().noneMatch(key -> key.id() == mine)) {
                throw privateLost(org);
            }
            lost.remove(org);
            return theirs;
        } catch (KeysLost e) {
            lost.add(org);
            throw e;
        }
    }

    /** The same, and takes the opener's newest public key when a change of keys was broken off between the two. */
    void takeUp(OrgId org) {
        byte[] theirs = verify(org);
        try {
            if (!KeyMark.of(text(theirs)).equals(KeyMark.of(file(org).text()))) {
                replace(org, theirs);
            }
            demandKnown(org, file(org)); // a mark may have been lost with the transaction that noted it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks, without the opener if possible, whether the files are there that the database knows of.
     *
     * @throws KeysLost when one is missing
     */
    void demandFiles(int organisationsMax) {
        for (String purpose : register.purposes(PURPOSE, organisationsMax)) {
            OrgId org = new OrgId(UUID.fromString(purpose.substring(PURPOSE.length())));
            demandPrivate(org);
            if (!file(org).exists()) {
                load(org);
            }
        }
    }

    private Loaded load(OrgId org) {
        KeyFile file = file(org);
        try {
            if (!file.exists()) {
                file.create(parse(first(org)));
            }
            String at = file.version();
            Loaded known = loaded.get(org);
            if (known != null && known.at().equals(at)) {
                return known;
            }
            demandPrivate(org);
            demandKnown(org, file);
            KeysetHandle keys = file.read();
            var fresh = new Loaded(at, keys, keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
            loaded.put(org, fresh);
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new KeysLost(sentence(PUBLIC_FILE.formatted(org), "is damaged"), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public keys of an organisation that has no file of them: fresh ones only where there were none before. */
    private byte[] first(OrgId org) {
        List<KeyMark> known = register.of(purpose(org)).stream()
                .filter(key -> key.retiredAt() == null)
                .map(KeyRegister.Entry::mark)
                .toList();
        Ask ask = known.isEmpty() && !hasTips(org) ? Ask.CREATE : Ask.PUBLIC;
        byte[] keys = opener.ask(ask, org.value(), NOTHING, NOTHING);
        if (!KeyMark.of(text(keys)).containsAll(known)) {
            throw privateLost(org);
        }
        return keys;
    }

    private boolean hasTips(OrgId org) {
        return CurrentOrganisation.inAllCompartments(org, before::any);
    }

    /** An opener of another user has them where this process may not look. */
    private void demandPrivate(OrgId org) {
        if (isOpenerOurs && !Files.exists(OpenerFiles.privateKeys(folder, org.value()))) {
            throw privateLost(org);
        }
    }

    private void demandKnown(OrgId org, KeyFile file) throws IOException {
        List<KeyRegister.Entry> known = register.of(purpose(org));
        List<KeyMark> marks = KeyMark.of(file.text());
        if (known.stream().anyMatch(key -> key.retiredAt() == null && !marks.contains(key.mark()))) {
            throw new KeysLost(sentence(
                    PUBLIC_FILE.formatted(org), "lacks a key that this database was sealed with, or holds another"));
        }
        marks.stream()
                .filter(mark -> known.stream().noneMatch(key -> key.mark().equals(mark)))
                .forEach(mark -> register.add(purpose(org), mark, clock.instant()));
    }

    private void replace(OrgId org, byte[] publicKeys) {
        try {
            file(org).replace(parse(publicKeys));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the opener answered no keys", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeysetHandle parse(byte[] publicKeys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(text(publicKeys), RegistryConfiguration.get());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private KeyFile file(OrgId org) {
        return new KeyFile(folder.resolve(PUBLIC_FILE.formatted(org)));
    }

    private static String purpose(OrgId org) {
        return PURPOSE + org;
    }

    static KeysLost privateLost(OrgId org) {
        return new KeysLost(
                sentence("tips-private-%s.json".formatted(org), "is missing where the opener looks, or lacks a key"));
    }

    private static String sentence(String file, String fault) {
        return ("The key file %s %s. Nothing was written in its place, and no tip is sealed to that organisation. Restore it"
                        + " from the copy of the keys, then start again; docs/operating.md says how.")
                .formatted(file, fault);
    }
}
