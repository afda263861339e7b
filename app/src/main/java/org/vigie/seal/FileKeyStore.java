package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import org.vigie.core.note.SignatureType;
import org.vigie.seal.file.KeyFile;

/**
 * One file for each purpose in a directory that only its owner may enter. Back it up apart from the database.
 *
 * <p>The database remembers the marks of its keys. A file that is missing or was changed is therefore a loss and not a first
 * start: nothing is made in its place.
 */
final class FileKeyStore implements KeyStore {
    static final String LATTICE = SignatureType.ML_DSA_44.algorithm();
    private static final String LATTICE_FILE = "checkpoints-ml-dsa-44.key";

    /** What the register calls the pair by. */
    static final String LATTICE_PURPOSE = "CHECKPOINTS_ML_DSA_44";

    /** Stands for a pair that signed before marks of it were kept. */
    private static final KeyMark UNMARKED = new KeyMark(0, "0".repeat(16));

    private static final String ANOTHER = "lacks a key that this database was sealed with, or holds another";

    private final Path directory;
    private final KeyRegister register;
    private final Clock clock;

    FileKeyStore(Path directory, KeyRegister register, Clock clock) throws GeneralSecurityException {
        this.directory = directory;
        this.register = register;
        this.clock = clock;
        KeyFile.register();
    }

    @Override
    public KeysetHandle keys(KeyPurpose purpose) throws GeneralSecurityException, IOException {
        KeyFile file = file(purpose);
        List<KeyRegister.Entry> known = register.of(purpose.name());
        if (!file.exists()) {
            if (known.stream().anyMatch(key -> key.retiredAt() == null)) {
                throw new KeysLost(sentence(purpose.fileName(), "is missing"));
            }
            file.create(KeysetHandle.generateNew(purpose.parameters(), RegistryConfiguration.get()));
        }
        KeysetHandle keys = read(purpose, file);
        List<KeyMark> marks = KeyMark.of(file.text());
        for (KeyRegister.Entry key : known) {
            if (key.retiredAt() == null && !marks.contains(key.mark())) {
                throw new KeysLost(sentence(purpose.fileName(), ANOTHER));
            }
        }
        marks.stream()
                .filter(mark -> known.stream().noneMatch(key -> key.mark().equals(mark)))
                .forEach(mark -> register.add(purpose.name(), mark, clock.instant()));
        return keys;
    }

    @Override
    public KeyPair latticePair() throws GeneralSecurityException, IOException {
        KeyFile file = latticeFile(directory);
        List<KeyMark> known = register.of(LATTICE_PURPOSE).stream()
                .filter(key -> key.retiredAt() == null)
                .map(KeyRegister.Entry::mark)
                .toList();
        if (!file.exists() && !known.isEmpty()) {
            throw new KeysLost(sentence(LATTICE_FILE, "is missing"));
        }
        KeyPair pair;
        try {
            pair = latticePair(directory);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeysLost(sentence(LATTICE_FILE, "is damaged"), e);
        }
        KeyMark mark = KeyMark.ofLine(file.text());
        if (!known.isEmpty() && !known.contains(mark) && !known.contains(UNMARKED)) {
            throw new KeysLost(sentence(LATTICE_FILE, "holds another key than the log was signed with"));
        }
        if (!known.contains(mark)) {
            register.add(LATTICE_PURPOSE, mark, clock.instant());
            register.retired(LATTICE_PURPOSE, UNMARKED.id(), clock.instant());
        }
        return pair;
    }

    /** The pair in that directory, made when it is not there. */
    static KeyPair latticePair(Path directory) throws GeneralSecurityException, IOException {
        KeyFile file = latticeFile(directory);
        if (!file.exists()) {
            file.create(line(KeyPairLine.generate(LATTICE)));
        }
        return KeyPairLine.parse(LATTICE, file.text());
    }

    static KeyFile latticeFile(Path directory) {
        return new KeyFile(directory.resolve(LATTICE_FILE));
    }

    private static String line(KeyPair pair) {
        return KeyPairLine.of(LATTICE, pair) + "\n";
    }

    @Override
    public KeyPair latticeAgain() throws GeneralSecurityException, IOException {
        return KeyPairLine.parse(LATTICE, latticeFile(directory).text());
    }

    @Override
    public List<Integer> named(KeyPurpose purpose) {
        return register.named(purpose.name());
    }

    @Override
    public KeysetHandle again(KeyPurpose purpose) throws IOException {
        return read(purpose, file(purpose));
    }

    private static KeysetHandle read(KeyPurpose purpose, KeyFile file) throws IOException {
        try {
            return file.read();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeysLost(sentence(purpose.fileName(), "is damaged"), e);
        }
    }

    @Override
    public String version(KeyPurpose purpose) throws IOException {
        return file(purpose).version();
    }

    @Override
    public String latticeVersion() throws IOException {
        return latticeFile(directory).version();
    }

    @Override
    public int removeLeftovers() throws IOException {
        int removed = KeyFile.removeLeftovers(directory, LATTICE_FILE);
        removed += KeyFile.removeLeftovers(directory, TipKeys.PUBLIC_PREFIX);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            removed += KeyFile.removeLeftovers(directory, purpose.fileName());
        }
        return removed;
    }

    @Override
    public void replace(KeyPurpose purpose, KeysetHandle next) throws GeneralSecurityException, IOException {
        removeLeftovers();
        file(purpose).replace(next);
    }

    @Override
    public void replaceLattice(KeyPair next) throws IOException {
        removeLeftovers();
        latticeFile(directory).replace(line(next));
    }

    private KeyFile file(KeyPurpose purpose) {
        return new KeyFile(directory.resolve(purpose.fileName()));
    }

    private static String sentence(String file, String fault) {
        return ("The key file keys/%s %s. Nothing was written in its place. Restore it from the copy of the keys, then start"
                        + " again; docs/operating.md says how.")
                .formatted(file, fault);
    }
}
