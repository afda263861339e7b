package org.vigie.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.ImportOptions.Withdrawn;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** The numbers of entries that are kept beside them are what counting them gives, whoever writes. */
@VigieTest
class ListCountTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName NAME = new ListName("Counted");
    private static final String HEADER = "algorithm,hash,class,source,note,withdrawn\n";

    @Autowired
    private HashListService lists;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    private OrgId org;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Counts");
    }

    @Test
    void theyFollowEveryWayOfWriting() throws IOException {
        load(line(1, "csam") + line(2, "csam") + line(3, "unheard-of") + photoDna(1));
        assertThat(count().classes()).isEqualTo(Map.of(MaterialClass.CSAM, 2L, MaterialClass.UNMAPPED, 1L));
        assertThat(count().opaque()).isOne();

        load(line(1, "csam") + line(2, "unheard-of") + line(4, "csam") + photoDna(1) + photoDna(2));
        assertThat(count().classes())
                .as("one is new, one changed its class, one is the same")
                .isEqualTo(Map.of(MaterialClass.CSAM, 2L, MaterialClass.UNMAPPED, 2L));
        assertThat(count().opaque()).isEqualTo(2);

        load("photodna,%0288x,csam,test,,yes%n".formatted(2));
        assertThat(count().opaque())
                .as("a file takes back what is not computed here too")
                .isOne();
        load("md5,%032x,csam,test,,yes%n".formatted(1));
        assertThat(count().classes()).isEqualTo(Map.of(MaterialClass.CSAM, 1L, MaterialClass.UNMAPPED, 2L));
        HashEntry entry = in(() -> lists.entriesBefore(list(), new EntryId(Long.MAX_VALUE)))
                .getFirst();
        CurrentOrganisation.as(org, () -> lists.withdraw(entry.id(), "It is a landscape.", TEST));
        assertThat(count().computed()).isEqualTo(2);

        load(line(1, "csam") + line(4, "csam"));
        assertThat(count().computed()).as("what was withdrawn stays so").isEqualTo(2);
        load(line(1, "csam") + line(4, "csam"), Withdrawn.COME_BACK);
        assertThat(count().classes()).isEqualTo(Map.of(MaterialClass.CSAM, 2L, MaterialClass.UNMAPPED, 2L));
        assertThat(count().computed()).isEqualTo(counted());
        assertThat(rows())
                .as("a row for each class, and one for the opaque ones")
                .isEqualTo(3);
    }

    @Test
    void anImportLeavesFewRows() throws IOException {
        load(lines(0, 60_000));
        assertThat(count().computed()).isEqualTo(60_000).isEqualTo(counted());
        assertThat(rows()).isEqualTo(2);
    }

    /** Each has half of its lines in common with another, and both fold what they find. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void importsAtTheSameTimeCountRight() throws Exception {
        load(line(1, "csam"));
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int from = i * 5_000;
                running.add(pool.submit(() -> {
                    load(lines(from, from + 10_000));
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(count().computed()).isEqualTo(25_000).isEqualTo(counted());
        load(line(1, "csam"));
        assertThat(rows()).as("the last one folds what all of them left").isEqualTo(2);
    }

    @Test
    void eachOrganisationCountsItsOwn() throws IOException {
        load(line(1, "csam"));
        ListId ours = in(this::list);
        org = fixtures.organisation("Elsewhere");
        assertThat(in(() -> lists.counts(List.of(ours)))).isEmpty();
        assertThat(in(() -> lists.count(ours))).isEqualTo(ListCount.NONE);
    }

    private static String line(int number, String classAsGiven) {
        return "md5,%032x,%s,test,,%n".formatted(number, classAsGiven);
    }

    private static String photoDna(int number) {
        return "photodna,%0288x,csam,test,,%n".formatted(number);
    }

    private static String lines(int from, int to) {
        var lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(line(i + 1, i % 2 == 0 ? "csam" : "unheard-of"));
        }
        return lines.toString();
    }

    private void load(String rows) throws IOException {
        load(rows, Withdrawn.STAY);
    }

    private void load(String rows, Withdrawn withdrawn) throws IOException {
        CurrentOrganisation.call(
                org,
                () -> lists.importCsv(
                        NAME,
                        new ByteArrayInputStream((HEADER + rows).getBytes(UTF_8)),
                        new ImportOptions(TEST, ListKind.MATCH, withdrawn)));
    }

    private ListId list() {
        return lists.find(NAME).orElseThrow().id();
    }

    private ListCount count() {
        return in(() -> lists.count(list()));
    }

    private long counted() {
        return number("select count(*) from hash_entry where withdrawn_at is null");
    }

    private long rows() {
        return number("select count(*) from list_count");
    }

    private long number(String sql) {
        return in(() ->
                transaction.execute(status -> db.sql(sql).query(Long.class).single()));
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, work);
    }
}
