package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.VigieTest;

/** A process that is killed amid a change of keys leaves a whole copy of them: it must not outlive the old key's end. */
@VigieTest
class KeyLeftoversTest {
    private static final Path KEYS = Database.data().resolve("keys");

    @Autowired
    private KeyCare care;

    @Autowired
    private KeyRotationService rotation;

    @Autowired
    private KeyRegister register;

    @Autowired
    private FakeClock clock;

    @TempDir
    private Path folder;

    @Test
    void goWithTheNextStart() throws Exception {
        List<Path> left =
                List.of(left(KEYS, "columns.json"), left(KEYS, "epochs.json"), left(KEYS, "checkpoints.json"));
        assertThat(KeyCare.leftovers(KEYS)).isGreaterThanOrEqualTo(left.size());
        new LeftoversStart(rotation).afterSingletonsInstantiated();
        assertThat(left).noneMatch(Files::exists);
    }

    @Test
    void goWithEachChangeOfKeys() throws Exception {
        Path left = left(KEYS, "columns.json");
        care.rotate(KeyCare.Kind.COLUMNS);
        assertThat(left).doesNotExist();

        left = left(KEYS, "columns.json");
        rotation.dropRetired(KeyPurpose.COLUMNS);
        assertThat(left).doesNotExist();
    }

    @Test
    void goWithNewKeysOfCheckpoints() throws Exception {
        var store = new FileKeyStore(folder, register, clock);
        Path classic = left(folder, "checkpoints.json");
        Path lattice = left(folder, "checkpoints-ml-dsa-44.key");
        store.replaceLattice(FileKeyStore.latticePair(folder));
        assertThat(classic).doesNotExist();
        assertThat(lattice).doesNotExist();
    }

    /** The opener may be writing them this moment, under a lock of its own. */
    @Test
    void ofTheOpenerAreTheOpeners() throws Exception {
        Path opener = left(folder, "tips-private-x.json");
        Path kept = left(folder, "tips-kept-x.txt");
        Path ours = left(folder, "tips-public-x.json");
        Path erasures = Files.writeString(folder.resolve("erasures.txt"), "no leftover");
        assertThat(new FileKeyStore(folder, register, clock).removeLeftovers()).isEqualTo(1);
        assertThat(List.of(opener, kept, erasures)).allMatch(Files::exists);
        assertThat(ours).doesNotExist();
        assertThat(KeyCare.leftovers(folder)).isEqualTo(2);
    }

    private static Path left(Path folder, String file) throws IOException {
        return Files.writeString(Files.createTempFile(folder, file, ".new"), "keys");
    }
}
