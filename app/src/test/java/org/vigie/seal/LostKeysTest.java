package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Database;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Keys that are gone although there is data under them: nothing is made in their place. */
@VigieTest
class LostKeysTest {
    private static final Path KEYS = Database.data().resolve("keys");

    @Autowired
    private DatabaseSettings database;

    @Autowired
    private OpenerSettings settings;

    @Autowired
    private OpenerClient opener;

    @Autowired
    private KeyRegister register;

    @Autowired
    private TipsBefore before;

    @Autowired
    private TipSealer tips;

    @Autowired
    private DataKeys dataKeys;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    @TempDir
    private Path folder;

    @Test
    void withoutPrivateKeysNothingIsSealedToAnOrganisationThatHadSome() throws Exception {
        OrgId org = fixtures.organisation("Private keys lost");
        fresh().of(org);
        Path lost = away(KEYS.resolve("tips-private-" + org + ".json"));

        assertThatThrownBy(() -> fresh().of(org))
                .isInstanceOf(KeysLost.class)
                .hasMessageContaining("tips-private-" + org + ".json is missing")
                .hasMessageContaining("operating.md");
        assertThatThrownBy(() -> fresh().demandFiles(10_000)).isInstanceOf(KeysLost.class);
        Files.delete(KEYS.resolve("tips-public-" + org + ".json"));
        assertThatThrownBy(() -> fresh().of(org)).isInstanceOf(KeysLost.class);
        assertThat(KEYS.resolve("tips-private-" + org + ".json")).doesNotExist();

        Files.move(lost, KEYS.resolve("tips-private-" + org + ".json"));
        assertThat(fresh().of(org)).isNotNull(); // the public ones come from the private ones again
        fresh().demandFiles(10_000);
    }

    @Test
    void anOrganisationWithTipsGetsNoFreshKeysAlsoWhenTheDatabaseKnowsNoMarks() throws Exception {
        OrgId org = fixtures.organisation("Tips from before marks");
        report(org);
        transaction.executeWithoutResult(
                status -> db.sql("update seal_key set retired_at = now() where purpose = :purpose")
                        .param("purpose", "TIPS " + org)
                        .update());
        Path lost = away(KEYS.resolve("tips-private-" + org + ".json"));
        away(KEYS.resolve("tips-public-" + org + ".json"));

        assertThatThrownBy(() -> fresh().of(org)).isInstanceOf(KeysLost.class);
        assertThat(KEYS.resolve("tips-public-" + org + ".json")).doesNotExist();
        Files.move(lost, KEYS.resolve("tips-private-" + org + ".json"));
    }

    @Test
    void aPublicKeyThatIsAnothersIsNotSealedTo() throws Exception {
        OrgId org = fixtures.organisation("Public key swapped");
        OrgId other = fixtures.organisation("Other");
        fresh().of(org);
        fresh().of(other);
        Files.copy(
                KEYS.resolve("tips-public-" + other + ".json"),
                KEYS.resolve("swapped"),
                StandardCopyOption.REPLACE_EXISTING);
        Path mine = away(KEYS.resolve("tips-public-" + org + ".json"));
        Files.move(KEYS.resolve("swapped"), KEYS.resolve("tips-public-" + org + ".json"));
        assertThatThrownBy(() -> fresh().of(org)).isInstanceOf(KeysLost.class).hasMessageContaining("holds another");
        Files.delete(KEYS.resolve("tips-public-" + org + ".json"));
        Files.move(mine, KEYS.resolve("tips-public-" + org + ".json"));
    }

    @Test
    void theSecondKeyOfCheckpointsIsMadeOnceAndThenMissed() throws Exception {
        Path file = folder.resolve("checkpoints-ml-dsa-44.key");
        var store = new FileKeyStore(folder, register, Clock.systemUTC());

        assertThatThrownBy(store::latticePair)
                .isInstanceOf(KeysLost.class)
                .hasMessageContaining("checkpoints-ml-dsa-44.key is missing");
        assertThat(file).doesNotExist();

        String good = Files.readString(KEYS.resolve("checkpoints-ml-dsa-44.key"));
        FileKeyStore.latticePair(folder); // another's
        assertThatThrownBy(store::latticePair).isInstanceOf(KeysLost.class).hasMessageContaining("another key");
        Files.writeString(file, good.substring(0, good.length() / 2));
        assertThatThrownBy(store::latticePair).isInstanceOf(KeysLost.class).hasMessageContaining("damaged");
        Files.writeString(file, good);
        assertThat(store.latticePair()).isNotNull();
    }

    /** As another process would find it. */
    private TipKeys fresh() throws Exception {
        return new TipKeys(database, settings, opener, register, before, Clock.systemUTC());
    }

    private Path away(Path file) throws IOException {
        return Files.move(file, folder.resolve(file.getFileName()));
    }

    private void report(OrgId org) {
        UUID id = UUID.randomUUID();
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(status -> db.sql("""
                                insert into report (id, org_id, receipt_mac, language, received_on, words_sealed)
                                values (:id, :org, :mac, 'en', current_date, :words)
                                """)
                        .param("id", id)
                        .param("org", org.value())
                        .param("mac", sealer.receiptMac(id.toString()))
                        .param(
                                "words",
                                tips.seal("x", dataKeys.create(id), org, new SealedIn("report", "words_sealed", id)))
                        .update()));
    }
}
