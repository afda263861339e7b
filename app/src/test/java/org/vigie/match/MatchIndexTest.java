package org.vigie.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.database.DatabaseSettings;
import org.vigie.database.Mode;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListFeed;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** What a start finds in the file of an earlier process, whatever happened to the lists and to the file since. */
@VigieTest
class MatchIndexTest {
    private static final AuditActor PERSON = AuditActor.person(UUID.randomUUID());
    private static final ListName LIST = new ListName("known");

    @Autowired
    Fixtures fixtures;

    @Autowired
    HashListService lists;

    @Autowired
    ListFeed feed;

    @Autowired
    FakeClock clock;

    @TempDir
    Path data;

    private OrgId org;

    @BeforeEach
    void someEntries() {
        org = fixtures.organisation("Lists");
        add(1, 2, 3);
    }

    @Test
    void whatTheFileHoldsIsWhatWasRead() throws IOException {
        MatchIndex first = index();
        first.refresh();
        assertThat(first.write()).isTrue();
        assertThat(first.write()).as("nothing is new").isFalse();

        MatchIndex second = index();

        assertThat(entries(second)).hasSize(3).isEqualTo(entries(first));
        assertThat(second.write()).as("all came from the file").isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatChangedSinceTheFileWasWrittenIsThere() throws IOException {
        MatchIndex first = index();
        first.refresh();
        first.write();
        long withdrawn = entries(first).getFirst();
        as(org, lists -> lists.withdraw(new EntryId(withdrawn), "recalled", PERSON));
        add(4);

        assertThat(entries(index())).hasSize(3).doesNotContain(withdrawn);
    }

    @Test
    void aDamagedFileIsNotUsedAndNothingIsMissing() throws IOException {
        MatchIndex first = index();
        first.refresh();
        first.write();
        byte[] bytes = Files.readAllBytes(file());
        List<Long> expected = entries(first);

        for (int at = 0; at < bytes.length; at += 1 + bytes.length / 40) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(file(), damaged);
            MatchIndex index = index();
            assertThat(entries(index)).as("byte %d turned", at).isEqualTo(expected);
            assertThat(index.write()).as("byte %d turned", at).isTrue();
        }
        Files.write(file(), new byte[0]);
        assertThat(entries(index())).isEqualTo(expected);
    }

    /** As after a restore: the file knows entries that the database does not have, or lacks some that it has. */
    @Test
    void aFileOfAnotherDatabaseIsNotUsed() throws IOException {
        MatchIndex first = index();
        MatchIndex.State state = first.refresh();
        var foreign = OrgIndex.empty(state.labels())
                .with(List.of(new OrgIndex.Change(
                        new Listed(
                                1,
                                state.lists().keySet().iterator().next(),
                                picture(9).value(),
                                MaterialClass.CSAM),
                        false)));
        new IndexFile(data).write(new IndexFile.Content(state.mark(), state.labels(), Map.of(org, foreign)));

        assertThat(entries(index())).isEqualTo(entries(first));
    }

    /** An index that claims to be of the future would otherwise be relied on for as long as the clock was set back. */
    @Test
    void anAgeThatIsNotKnownIsNotTakenForFreshness() {
        MatchIndex index = index();
        index.refresh();
        assertThat(index.isFresh()).isTrue();
        clock.advance(Duration.ofHours(-1));
        assertThat(index.isFresh()).isFalse();

        add(4);
        assertThat(index.ready().refreshedAt()).as("it is read anew").isEqualTo(clock.instant());
        assertThat(entries(index)).hasSize(4);
        assertThat(index.isFresh()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(index.isFresh()).as("too old").isFalse();
    }

    @Test
    void aMergeBesideChangesLosesNone() {
        MatchIndex index = index();
        for (int i = 4; i < 12; i++) {
            add(i);
            index.refresh();
        }
        index.merge();

        assertThat(entries(index)).hasSize(11);
        assertThat(index.state().of(org).entries().segments()).isEqualTo(1);
        assertThat(found(index, picture(7))).isEqualTo(1);
    }

    private MatchIndex index() {
        var settings = new MatchSettings(
                false, Duration.ofSeconds(1), Duration.ofMinutes(1), 50, 31, 0, 80, 3, Duration.ofSeconds(1));
        return new MatchIndex(feed, settings, new DatabaseSettings(data, Mode.TEST, null, false, 1), clock);
    }

    private Path file() {
        return data.resolve("hash-lists.index");
    }

    private List<Long> entries(MatchIndex index) {
        OrgIndex entries = index.refresh().of(org);
        List<Long> ids = new ArrayList<>();
        for (int number = 1; number < 12; number++) {
            entries.near(media(picture(number)), (label, met) -> ids.add(met.id()));
        }
        return ids;
    }

    private int found(MatchIndex index, Pdq picture) {
        List<Long> found = new ArrayList<>();
        index.state().of(org).near(media(picture), (label, met) -> found.add(met.id()));
        return found.size();
    }

    private void add(int... numbers) {
        var csv = new StringBuilder("algorithm,hash,class,source,note\n");
        for (int number : numbers) {
            csv.append("pdq,%s,A,test,\n".formatted(picture(number).hex()));
        }
        as(org, service -> {
            try {
                service.importCsv(
                        LIST,
                        new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)),
                        ImportOptions.by(PERSON));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void as(OrgId org, Consumer<HashListService> act) {
        CurrentOrganisation.as(org, () -> act.accept(lists));
    }

    /** Pictures that are far from one another. */
    private static Pdq picture(int number) {
        return Pdq.parse("%02x%02x".formatted(number, 255 - 37 * number & 0xff).repeat(16));
    }

    private static MediaHashes media(Pdq picture) {
        return new MediaHashes(
                hash(HashAlgorithm.MD5), hash(HashAlgorithm.SHA1), hash(HashAlgorithm.SHA256), picture, 90);
    }

    private static HashValue hash(HashAlgorithm algorithm) {
        return new HashValue(algorithm, "00".repeat(algorithm.bytes()));
    }
}
