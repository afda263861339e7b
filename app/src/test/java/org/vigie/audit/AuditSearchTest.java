package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.RowsRead;
import org.vigie.testing.VigieTest;

/** What reading the log finds, and that a page of it costs what it shows, however long the log and that of others is. */
@VigieTest
class AuditSearchTest {
    private static final AuditActor BY = AuditActor.system("test");
    private static final int OTHERS = 3_000;
    private static final int ROWS_MAX = 400;

    @Autowired
    private AuditService audit;

    @Autowired
    private AuditReadService reading;

    @Autowired
    private RowsRead rows;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    private final String subject = UUID.randomUUID().toString();
    private OrgId small;
    private OrgId large;

    @BeforeEach
    void aShortLogUnderALongOne() throws SQLException {
        small = fixtures.organisation("Small");
        large = fixtures.organisation("Large");
        write(small, List.of(about("item.matched", subject), about("item.decided", subject)));
        write(large, List.of(about("item.matched", subject)));
        write(
                large,
                IntStream.range(0, OTHERS)
                        .mapToObj(number ->
                                about("list.imported", UUID.randomUUID().toString()))
                        .toList());
        rows.know("audit_entry");
    }

    @Test
    void anotherOrganisationsLongLogCostsNothing() {
        assertThat(cost(small, new AuditQuestion("", "", Long.MAX_VALUE))).isLessThan(ROWS_MAX);
        assertThat(acts(small, new AuditQuestion("", "", Long.MAX_VALUE))).contains("item.decided", "item.matched");
    }

    @Test
    void aSubjectIsFoundByTheIndex() {
        for (OrgId org : List.of(small, large)) {
            assertThat(cost(org, new AuditQuestion("", subject, Long.MAX_VALUE)))
                    .isLessThan(ROWS_MAX);
        }
    }

    @Test
    void aSubjectIsFoundInItsOwnOrganisationAlone() {
        assertThat(acts(small, new AuditQuestion("", subject, Long.MAX_VALUE)))
                .containsExactly("item.decided", "item.matched");
        assertThat(acts(large, new AuditQuestion("", subject, Long.MAX_VALUE))).containsExactly("item.matched");
        assertThat(acts(small, new AuditQuestion("item.matched", subject, Long.MAX_VALUE)))
                .containsExactly("item.matched");
        AuditLine newest = in(small, () -> reading.page(new AuditQuestion("", subject, Long.MAX_VALUE)))
                .getFirst();
        assertThat(acts(small, new AuditQuestion("", subject, newest.id()))).containsExactly("item.matched");
        assertThat(acts(small, new AuditQuestion("", UUID.randomUUID().toString(), Long.MAX_VALUE)))
                .isEmpty();
        for (String function :
                List.of("entries_about(:subject, '', :below, 10)", "entries_naming(array[:subject], :below, 10)")) {
            assertThat(numbers(function)).as("where no organisation is bound").isEmpty();
            assertThat(in(small, () -> numbers(function))).as(function).hasSize(2);
            assertThat(in(large, () -> numbers(function))).as(function).hasSize(1);
        }
    }

    private List<Long> numbers(String function) {
        return transaction.execute(status -> db.sql("select " + function)
                .param("subject", subject)
                .param("below", Long.MAX_VALUE)
                .query(Long.class)
                .list());
    }

    @Test
    void anActThatIsRareIsFoundByTheIndex() {
        assertThat(acts(large, new AuditQuestion("item.matched", "", Long.MAX_VALUE)))
                .containsExactly("item.matched");
        assertThat(cost(large, new AuditQuestion("item.matched", "", Long.MAX_VALUE)))
                .isLessThan(ROWS_MAX);
    }

    private long cost(OrgId org, AuditQuestion question) {
        return in(org, () -> rows.of("audit_entry", () -> reading.page(question)));
    }

    private List<String> acts(OrgId org, AuditQuestion question) {
        return in(org, () -> reading.page(question)).stream()
                .map(AuditLine::act)
                .toList();
    }

    private static AuditAct about(String act, String subject) {
        return new AuditAct(act, BY, List.of(subject), Map.of());
    }

    private void write(OrgId org, List<AuditAct> acts) {
        in(
                org,
                () -> transaction.execute(status -> {
                    acts.forEach(audit::record);
                    return acts.size();
                }));
    }

    private static <T> T in(OrgId org, Supplier<T> work) {
        return CurrentOrganisation.as(org, work);
    }
}
