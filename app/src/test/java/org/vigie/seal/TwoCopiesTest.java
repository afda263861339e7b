package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.DatabaseSettings;
import org.vigie.database.Mode;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Two copies of Vigie on one database, each with a folder of keys of its own: one changes keys, and the other has not heard. */
@VigieTest
class TwoCopiesTest {
    private static final Path KEYS = Database.data().resolve("keys");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private KeyCare care;

    @Autowired
    private Sealer one;

    @Autowired
    private KeyRegister register;

    @Autowired
    private OpenerSettings settings;

    @Autowired
    private OpenerClient opener;

    @Autowired
    private TipsBefore before;

    @Autowired
    private TipKeys tips;

    @Autowired
    private TipRotationService tipRotation;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @TempDir
    private Path data;

    private Path folder;
    private Sealer other;

    @BeforeEach
    void copied() throws Exception {
        folder = Files.createDirectories(data.resolve("keys"));
        for (String file : List.of("columns.json", "epochs.json", "addresses.json", "receipts.json", "tokens.json")) {
            copy(file);
        }
        other = new Sealer(new FileKeyStore(folder, register, clock));
    }

    @Test
    void theOtherSealsNothingUntilItHasTheNewKeys() throws Exception {
        SealedIn where = place("host", "name");
        assertThat(one.open(other.seal("before", where), where)).isEqualTo("before");
        care.rotate(KeyCare.Kind.COLUMNS);
        byte[] sealed = one.seal("after", where);

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> other.seal("x", where))
                        .isInstanceOf(KeysLost.class)
                        .hasMessageContaining("keys/columns.json")
                        .hasMessageContaining("another copy of Vigie")
                        .hasMessageContaining("docs/operating.md"));
        assertThatThrownBy(() -> other.seal("x", where)).as("again").isInstanceOf(KeysLost.class);

        copy("columns.json");
        assertThat(one.open(other.seal("taken up", where), where)).isEqualTo("taken up");
        assertThat(other.open(sealed, where)).isEqualTo("after");
    }

    @Test
    void neitherDoesItWrapKeysOfRecordsNorCodeReceipts() throws Exception {
        SealedIn where = place("data_key", "wrapped_sealed");
        byte[] key = new byte[32];
        assertThat(one.unwrap(other.wrap(key, where), where)).isEqualTo(key);
        assertThat(other.receiptMac("code")).isEqualTo(one.receiptMac("code"));
        care.rotate(KeyCare.Kind.EPOCHS);
        care.rotate(KeyCare.Kind.RECEIPTS);

        other.takeUpKeys(); // as a batch of resealing does: it asks at once
        assertThatThrownBy(() -> other.wrap(key, where)).isInstanceOf(KeysLost.class);
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> other.receiptMac("code"))
                        .isInstanceOf(KeysLost.class)
                        .hasMessageContaining("receipts.json"));
        copy("epochs.json");
        copy("receipts.json");
        assertThat(one.unwrap(other.wrap(key, where), where)).isEqualTo(key);
        assertThat(other.receiptMac("code")).isEqualTo(one.receiptMac("code"));
    }

    @Test
    void neitherDoesItSealTipsToAKeyThatTheOtherGivesUp() throws Exception {
        OrgId org = fixtures.organisation("Two copies");
        tips.of(org);
        copy("tips-public-" + org + ".json");
        copy("tips-private-" + org + ".json");
        var others = new TipKeys(
                new DatabaseSettings(data, Mode.TEST, null, true, 16), settings, opener, register, before, clock);
        assertThat(others.of(org)).isNotNull();
        tipRotation.rotate(org);
        assertThat(tips.of(org)).isNotNull();

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> others.of(org))
                        .isInstanceOf(KeysLost.class)
                        .hasMessageContaining("tips-public-" + org + ".json lacks a key with which another copy"));
        copy("tips-public-" + org + ".json");
        assertThat(others.of(org)).isNotNull();
    }

    private void copy(String file) throws IOException {
        Path fresh = folder.resolve("fresh"); // another file, as a copying program makes it
        Files.copy(KEYS.resolve(file), fresh);
        Files.move(fresh, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static SealedIn place(String table, String column) {
        return new SealedIn(table, column, UUID.randomUUID());
    }
}
