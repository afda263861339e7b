package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Keys while values are sealed and opened with them: S29. */
@Tag("figures")
@VigieTest
class KeyRotationTest {
    private static final int THREADS = 4;
    private static final Duration LONG = Duration.ofMinutes(10);

    @Autowired
    private KeyCare care;

    @Autowired
    private Sealer sealer;

    @Autowired
    private TipSealer tips;

    @Autowired
    private DataKeys dataKeys;

    @Autowired
    private KeyRegister register;

    @Autowired
    private ResealService reseal;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @TempDir
    private Path folder;

    @Test
    void nothingFailsWhileKeysAreRotatedUnderLoad() throws Exception {
        int rotations = Figure.rounds(3, 20);
        var other = new Sealer(new FileKeyStore(Database.data().resolve("keys"), register, clock));
        var stop = new AtomicBoolean();
        var done = new AtomicInteger();
        List<UUID> hosts = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            hosts.add(host("host" + number + ".example"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                // half of them write in one process and read in the other
                Sealer writes = thread % 2 == 0 ? sealer : other;
                Sealer reads = thread < 2 ? sealer : other;
                running.add(threads.submit(load(hosts, writes, reads, stop, done)));
            }
            try {
                for (int round = 0; round < rotations; round++) {
                    clock.advance(SealLimits.RETIRE_AFTER);
                    int before = done.get();
                    care.rotate(KeyCare.Kind.COLUMNS);
                    // so much is sealed and opened with the keys of each round; a thread that failed does no more
                    await().atMost(LONG)
                            .until(() -> done.get() >= before + 400
                                    || running.stream().anyMatch(Future::isDone));
                    care.reseal(LONG);
                }
            } finally {
                stop.set(true); // else a failure would wait for ever
            }
            for (Future<Integer> thread : running) {
                assertThat(thread.get()).isPositive();
            }
        }
        sealer.takeUpKeys();
        care.reseal(LONG);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(KeyCare.Kind.COLUMNS)).isInstanceOf(KeyCare.Retired.Done.class);
        for (int number = 0; number < hosts.size(); number++) {
            assertThat(name(hosts.get(number), sealer)).startsWith("host" + number + ".");
        }
        Figure.keep(
                "S29",
                "%d rotations under load, %d values sealed and opened meanwhile in two processes' keys, 0 failed"
                        .formatted(rotations, done.get()));
    }

    private Callable<Integer> load(
            List<UUID> hosts, Sealer writes, Sealer reads, AtomicBoolean stop, AtomicInteger done) {
        return () -> {
            int mine = 0;
            while (!stop.get()) {
                UUID host = hosts.get(mine % hosts.size());
                name(host, reads);
                var where = new SealedIn("host", "name", UUID.randomUUID());
                assertThat(reads.open(writes.seal("written " + mine, where), where))
                        .isEqualTo("written " + mine);
                mine++;
                done.incrementAndGet();
                // as people do, so that sealing everything again comes to a processor too
                TimeUnit.MILLISECONDS.sleep(1);
            }
            return mine;
        };
    }

    @Test
    void oldKeysStayUntilNothingNeedsThem() throws Exception {
        // Old keys that other tests left would be counted with this one's; what no key opens stays as they left it.
        long planted = care.reseal(LONG).stuck();
        clock.advance(SealLimits.RETIRE_AFTER);
        care.retire(KeyCare.Kind.COLUMNS);
        UUID host = host("old.example");
        care.rotate(KeyCare.Kind.COLUMNS);
        assertThat(care.retire(KeyCare.Kind.COLUMNS)).isInstanceOf(KeyCare.Retired.TooEarly.class);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(KeyCare.Kind.COLUMNS)).isInstanceOf(KeyCare.Retired.Needed.class);
        assertThat(name(host, sealer)).isEqualTo("old.example");

        assertThat(care.reseal(LONG).sealed()).isPositive();
        assertThat(care.reseal(LONG)).isEqualTo(new KeyCare.Resealed(0, planted, true));
        assertThat(care.retire(KeyCare.Kind.COLUMNS)).isEqualTo(new KeyCare.Retired.Done(1));
        assertThat(name(host, sealer)).isEqualTo("old.example");
    }

    @Test
    void tipsAreSealedAgainWithoutBeingOpenedHere() throws Exception {
        OrgId org = fixtures.organisation("Tips rotated");
        UUID report = report(org, "what was told");
        care.rotate(KeyCare.Kind.TIPS);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(KeyCare.Kind.TIPS)).isInstanceOf(KeyCare.Retired.Needed.class);
        assertThat(words(org, report)).isEqualTo("what was told");
        care.reseal(LONG);
        assertThat(care.retire(KeyCare.Kind.TIPS)).isInstanceOf(KeyCare.Retired.Done.class);
        assertThat(words(org, report)).isEqualTo("what was told");
    }

    @Test
    void keysOfTipsStayWhileAReportMayBeBeingSealedToThem() throws Exception {
        OrgId org = fixtures.organisation("Tips being written");
        UUID report = report(org, "written meanwhile");
        care.rotate(KeyCare.Kind.TIPS);
        care.reseal(LONG);
        assertThat(care.retire(KeyCare.Kind.TIPS)).isInstanceOf(KeyCare.Retired.TooEarly.class);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(KeyCare.Kind.TIPS)).isInstanceOf(KeyCare.Retired.Done.class);
        assertThat(words(org, report)).isEqualTo("written meanwhile");
    }

    @Test
    void theLastOfManyOrganisationsCountsAsTheFirst() throws Exception {
        OrgId last = fixtures.organisation("One of many");
        for (int number = 0; number < 120; number++) { // more than a page of them
            last = fixtures.organisation("One of many");
        }
        UUID report = report(last, "of the last");
        care.reseal(LONG);
        care.rotate(KeyCare.Kind.EPOCHS);
        clock.advance(SealLimits.RETIRE_AFTER);
        byte[] before = wrapped(last, report);
        assertThat(care.retire(KeyCare.Kind.EPOCHS)).isInstanceOf(KeyCare.Retired.Needed.class);
        care.reseal(LONG);
        assertThat(wrapped(last, report)).isNotEqualTo(before);
        assertThat(care.retire(KeyCare.Kind.EPOCHS)).isInstanceOf(KeyCare.Retired.Done.class);
        assertThat(words(last, report)).isEqualTo("of the last");
    }

    @Test
    void whatIsErasedIsGoneAlsoFromACopyOncePastTheEpoch() throws Exception {
        OrgId org = fixtures.organisation("Erased");
        UUID erased = report(org, "erased words");
        UUID kept = report(org, "kept words");
        byte[] copyOfKey = wrapped(org, erased);
        byte[] copyOfWords = sealedWords(org, erased);
        var place = new SealedIn("data_key", "wrapped_sealed", erased);

        in(org, () -> dataKeys.destroy(erased));
        assertThatThrownBy(() -> words(org, erased)).hasMessageContaining("the key of this record is gone");
        assertThat(sealer.unwrap(copyOfKey, place)).hasSize(32); // a backup still has it, until the epoch is past

        care.rotate(KeyCare.Kind.EPOCHS);
        care.reseal(LONG);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(KeyCare.Kind.EPOCHS)).isInstanceOf(KeyCare.Retired.Done.class);
        sealer.takeUpKeys();

        assertThatThrownBy(() -> sealer.unwrap(copyOfKey, place)).hasMessageContaining("does not unwrap");
        assertThatThrownBy(() ->
                        tips.open(copyOfWords, Optional.empty(), org, new SealedIn("report", "words_sealed", erased)))
                .hasMessageContaining("gone");
        assertThat(words(org, kept)).isEqualTo("kept words");
    }

    @Test
    void aKeyFileThatIsLostOrDamagedIsARefusalAndStaysAsItIs() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Path file = keys.resolve("columns.json");
        String good = Files.readString(Database.data().resolve("keys/columns.json"));
        var store = new FileKeyStore(keys, register, Clock.systemUTC());

        assertThatThrownBy(() -> store.keys(KeyPurpose.COLUMNS))
                .isInstanceOf(KeysLost.class)
                .hasMessageContaining("keys/columns.json is missing");
        assertThat(file).doesNotExist();
        int value = good.indexOf("\"value\":\"") + 30;
        char changed = good.charAt(value) == 'A' ? 'B' : 'A';
        for (String bad : List.of(
                "",
                "{}",
                good.substring(0, good.length() / 2),
                good.substring(0, value) + changed + good.substring(value + 1))) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> store.keys(KeyPurpose.COLUMNS)).isInstanceOf(KeysLost.class);
            assertThat(file).hasContent(bad);
        }
        Files.writeString(file, good);
        assertThat(store.keys(KeyPurpose.COLUMNS).size()).isPositive();
    }

    /** Every column of bytes is either known to be sealed, or is a code, a hash or a signature by its name. */
    @Test
    void everySealedColumnOfTheCatalogIsKnown() throws Exception {
        List<String> known = transaction.execute(status -> reseal.all()).stream()
                .map(column -> column.table() + "." + column.column())
                .toList();
        List<String> all = new ArrayList<>();
        try (var owner = access.connect(Role.OWNER);
                var rows = owner.createStatement().executeQuery("""
                        select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
                          and not a.attisdropped and a.atttypid = 'bytea'::regtype
                        """)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        assertThat(all).filteredOn(name -> name.endsWith("_sealed")).isSubsetOf(known);
        assertThat(all).containsAll(known);
        assertThat(all)
                .filteredOn(name -> !known.contains(name))
                .allMatch(
                        name -> name.matches(
                                ".*\\.(mac|.*_mac|hash|.*_hash|md5|sha1|sha256|pdq|commitment|root|edge|salt|signature|position|stop_at|value|fingerprint|frames|credential_id|attested_data|certificate)"));
    }

    @Test
    void aValueOfNothingIsCountedAndKeepsNobodyElseBack() {
        UUID host = host("left-alone.example");
        byte[] good = transaction.execute(status -> db.sql("select name from host where id = :id")
                .param("id", host)
                .query(byte[].class)
                .single());
        name(host, new byte[0]);
        try {
            KeyCare.Resealed done = care.reseal(LONG);
            assertThat(done.stuck()).isPositive();
            assertThat(done.isDone()).isTrue();
        } finally {
            name(host, Objects.requireNonNull(good));
        }
    }

    private void name(UUID host, byte[] value) {
        transaction.executeWithoutResult(status -> db.sql("update host set name = :name where id = :id")
                .param("name", value)
                .param("id", host)
                .update());
    }

    private UUID host(String name) {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> db.sql("""
                        insert into host (id, mac, name, next_at, lease_until)
                        values (:id, :mac, :name, now(), now())
                        """)
                .param("id", id)
                .param("mac", sealer.addressMac("host " + id))
                .param("name", sealer.seal(name, new SealedIn("host", "name", id)))
                .update());
        return id;
    }

    private String name(UUID host, Sealer with) {
        byte[] sealed = db.sql("select name from host where id = :id")
                .param("id", host)
                .query((row, number) -> row.getBytes("name"))
                .single();
        return with.open(sealed, new SealedIn("host", "name", host));
    }

    private UUID report(OrgId org, String words) {
        UUID id = UUID.randomUUID();
        in(
                org,
                () -> db.sql("""
                        insert into report (id, org_id, receipt_mac, language, received_on, words_sealed)
                        values (:id, :org, :mac, 'en', current_date, :words)
                        """)
                        .param("id", id)
                        .param("org", org.value())
                        .param("mac", sealer.receiptMac(id.toString()))
                        .param(
                                "words",
                                tips.seal(words, dataKeys.create(id), org, new SealedIn("report", "words_sealed", id)))
                        .update());
        return id;
    }

    private String words(OrgId org, UUID report) {
        Optional<DataKey> key = in(org, () -> dataKeys.find(report));
        return tips.open(sealedWords(org, report), key, org, new SealedIn("report", "words_sealed", report));
    }

    private byte[] sealedWords(OrgId org, UUID report) {
        return bytes(org, "select words_sealed from report where id = :id", report);
    }

    private byte[] wrapped(OrgId org, UUID report) {
        return bytes(org, "select wrapped_sealed from data_key where record = :id", report);
    }

    private byte[] bytes(OrgId org, String sql, UUID id) {
        return in(
                org,
                () -> db.sql(sql)
                        .param("id", id)
                        .query((row, number) -> row.getBytes(1))
                        .single());
    }

    private <T> T in(OrgId org, Supplier<T> work) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> work.get()));
    }
}
