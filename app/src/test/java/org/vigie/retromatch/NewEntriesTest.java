package org.vigie.retromatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.DatabaseAccess;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.VigieTest;

/** How new entries are looked up among what was seen. */
@VigieTest
class NewEntriesTest extends RoundTestBase {
    @Autowired
    private SeenIndex index;

    @Autowired
    private DatabaseAccess access;

    @AfterEach
    void withoutTheMany() {
        db.sql("delete from media where undecodable = 'MANY'").update();
    }

    @Test
    void aNumberThatIsCommittedLateIsFoundAllTheSame() throws SQLException {
        assertThat(index.ready()).isPresent();
        Pdq early = pdq(new Random());
        Pdq late = pdq(new Random());
        try (Connection open = access.connect(DatabaseAccess.Role.APP)) {
            open.setAutoCommit(false);
            insert(open, early);
            samples.media(good(late));
            assertThat(near(late)).hasSize(1);
            assertThat(near(early)).isEmpty();
            open.commit();
        }
        assertThat(near(early)).hasSize(1);
        assertThat(near(late)).hasSize(1);
        assertThat(near(early).getFirst().id()).isLessThan(near(late).getFirst().id());
    }

    @Test
    void entriesWaitForTransactionsThatAreOlder() throws SQLException {
        Seen one = seen();
        try (Connection open = access.connect(DatabaseAccess.Role.APP)) {
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                statement.execute("select pg_current_xact_id()");
            }
            HashList list = load(
                    org,
                    "Waiting",
                    ListKind.MATCH,
                    ListPolicy.DEFAULT,
                    line(one.media().md5()));
            run(org, list, runner);
            assertThat(progress(org, list).percent()).as("the round stays open").isZero();
            assertThat(found(one)).isFalse();
            open.commit();

            run(org, list, runner);
            assertThat(found(one)).isTrue();
            assertThat(progress(org, list).entries()).isOne();
        }
    }

    /** Known videos are looked up in no index: the videos that were seen are gone through. */
    @Test
    void aKnownVideoFindsTheVideosThatWereSeen() throws IOException {
        var random = new Random();
        List<VideoFrame> frames = IntStream.range(0, 20)
                .mapToObj(i -> new VideoFrame(i, pdq(random), 90, i / 2.0))
                .toList();
        var one = new Seen(media(random, null), frames, address());
        samples.media(one.media(), frames);
        samples.seen(org, one.media(), one.address());
        HashList list = load(org, "Videos", ListKind.MATCH, ListPolicy.DEFAULT, "");
        var entry = new ListEntry(1, FrameList.name(frames), "csam", "test", "").withFrames(1, frames);
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        list.name(), reader -> reader.entry(entry), ImportOptions.by(AuditActor.system("test"))));
        for (int turn = 0; turn < 4; turn++) {
            run(org, list, runner);
        }
        assertThat(found(one)).isTrue();
        assertThat(progress(org, list).entries()).isOne();
    }

    @Test
    void mediaThatIsForgottenIsPassedOver() {
        Seen one = seen();
        Seen other = seen();
        assertThat(near(pdqOf(one))).hasSize(1);
        db.sql("delete from media where sha256 = :sha256")
                .param("sha256", one.media().sha256().bytes())
                .update();

        HashList list = load(
                org,
                "Forgotten",
                ListKind.MATCH,
                ListPolicy.DEFAULT,
                line(pdqOf(one).value()) + "\n" + line(pdqOf(other).value()));
        run(org, list, runner);

        assertThat(found(one)).isFalse();
        assertThat(found(other)).isTrue();
    }

    @Test
    void whereThereIsTooMuchToHoldAllIsGoneThrough() {
        Seen one = seen();
        var none = new RetroMatchSettings(settings.pause(), settings.late(), 0);
        HashList list = load(
                org,
                "Too much",
                ListKind.MATCH,
                ListPolicy.DEFAULT,
                line(pdqOf(one).value()));

        run(org, list, runner(none, new Comparison(seen, matches, lateMatches)));

        assertThat(found(one)).isTrue();
        assertThat(progress(org, list).entries()).isZero();
        assertThat(progress(org, list).compared()).isEqualTo(seen.count(Long.MAX_VALUE));
    }

    @Test
    void whereMoreIsNewThanWasSeenAllIsGoneThrough() {
        Seen one = seen();
        var random = new Random();
        List<String> lines = new ArrayList<>(List.of(line(one.media().sha1())));
        for (long i = seen.count(Long.MAX_VALUE); i > 0; i--) {
            lines.add(line(media(random, null).md5()));
        }
        HashList list = load(org, "Long", ListKind.MATCH, ListPolicy.DEFAULT, String.join("\n", lines));

        run(org, list, runner);

        assertThat(found(one)).isTrue();
        assertThat(progress(org, list).entries()).isZero();
    }

    @Test
    void whatWasKilledBetweenPagesGoesOnBehindTheLastPage() {
        int entries = 2 * RetroMatchLimits.ENTRIES_PER_PAGE + 2_000;
        db.sql("""
                insert into media (sha256, sha1, md5, pdq_quality, undecodable)
                select sha256(random()::text::bytea), substr(sha256(n::text::bytea), 1, 20), decode(md5(n::text), 'hex'), 0, 'MANY'
                from generate_series(1, :entries) as n
                """).param("entries", entries).update();
        List<Seen> three = List.of(seen(), seen(), seen());
        var random = new Random();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            MediaHashes media = i % (RetroMatchLimits.ENTRIES_PER_PAGE + 1_000) == 0
                    ? three.get(i / (RetroMatchLimits.ENTRIES_PER_PAGE + 1_000)).media()
                    : media(random, null);
            lines.add(line(media.sha1()));
        }
        lines.set(entries - 1, line(three.getLast().media().sha1()));
        HashList list = load(org, "Killed", ListKind.MATCH, ListPolicy.DEFAULT, String.join("\n", lines));

        RetroMatchRunner dying = runner(settings, new DyingComparison(1));
        assertThatThrownBy(() -> run(org, list, dying)).isInstanceOf(IllegalStateException.class);
        assertThat(progress(org, list).entries()).isEqualTo(RetroMatchLimits.ENTRIES_PER_PAGE);
        assertThat(progress(org, list).percent()).isBetween(1, 99);
        assertThat(found(three.getFirst())).isTrue();
        assertThat(found(three.getLast())).isFalse();

        run(org, list, runner);

        assertThat(three).allMatch(this::found);
        assertThat(progress(org, list).entries()).as("nothing twice").isEqualTo(entries);
        assertThat(progress(org, list).found()).isEqualTo(3);
    }

    /** Fails as a process that is killed does. */
    private final class DyingComparison extends Comparison {
        private int left;

        DyingComparison(int left) {
            super(seen, matches, lateMatches);
            this.left = left;
        }

        @Override
        int compare(HashList list, MediaHashes media) {
            if (left-- == 0) {
                throw new IllegalStateException("killed");
            }
            return super.compare(list, media);
        }
    }

    private List<SegmentedIndex.Found> near(Pdq hash) {
        return index.ready().orElseThrow().near(hash, 0);
    }

    private void insert(Connection open, Pdq pdq) throws SQLException {
        MediaHashes media = good(pdq);
        try (PreparedStatement insert = open.prepareStatement(
                "insert into media (sha256, sha1, md5, pdq, pdq_quality) values (?, ?, ?, ?, 90)")) {
            insert.setBytes(1, media.sha256().bytes());
            insert.setBytes(2, media.sha1().bytes());
            insert.setBytes(3, media.md5().bytes());
            insert.setBytes(4, pdq.value().bytes());
            insert.executeUpdate();
        }
    }
}
