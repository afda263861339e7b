package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.testing.Fixtures;
import org.vigie.testing.RowsRead;
import org.vigie.testing.VigieTest;

/** What erasing a report costs goes with what is erased, and not with the audit log, one's own or that of others. */
@VigieTest
@Import(ReportSamples.class)
class ErasureCostTest {
    private static final int ENTRIES = 2_000;
    private static final int ROWS_MAX = 400;

    /** More than one entry says of at once, so that the log is asked several times. */
    private static final int ABOUT_IT = 45;

    @Autowired
    private ReportSamples samples;

    @Autowired
    private IntakeService intake;

    @Autowired
    private RetentionService retention;

    @Autowired
    private AuditService audit;

    @Autowired
    private RowsRead rows;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void erasingAReportReadsTheEntriesThatNameIt() throws SQLException {
        OrgId org = fixtures.organisation("One of two");
        OrgId other = fixtures.organisation("The other");
        String address = "http://cost.example/" + UUID.randomUUID();
        Report report = in(org, () -> {
            samples.report(address, "words");
            return intake.page(Long.MAX_VALUE).getFirst();
        });
        in(org, () -> {
            intake.fetch(report.incident(), CanonicalAddress.parse(address));
            return write(ABOUT_IT, report.incident());
        });
        in(org, () -> write(ENTRIES, UUID.randomUUID()));
        in(org, () -> write("record.erased", ENTRIES, UUID.randomUUID())); // what was erased before
        in(other, () -> write(ENTRIES, UUID.randomUUID()));
        in(other, () -> write(1, report.incident()));
        rows.know("audit_entry");

        long read = CurrentOrganisation.inAllCompartments(
                org,
                () -> rows.of(
                        "audit_entry",
                        () -> retention.erase("REPORT", String.valueOf(report.number()), "Asked for", null)));

        assertThat(read).isPositive().isLessThan(ROWS_MAX);
        assertThat(naming(org, report.incident())).isZero();
        assertThat(naming(other, report.incident()))
                .as("of others nothing is burnt")
                .isEqualTo(1);
    }

    private int write(int entries, UUID subject) {
        return write("list.imported", entries, subject);
    }

    private int write(String act, int entries, UUID subject) {
        for (int number = 0; number < entries; number++) {
            audit.record(new AuditAct(act, AuditActor.system("test"), List.of(subject.toString()), Map.of()));
        }
        return entries;
    }

    private long naming(OrgId org, UUID subject) {
        return in(
                org,
                () -> db.sql("select count(*) from audit_entry where :subject = any (subjects)")
                        .param("subject", subject.toString())
                        .query(Long.class)
                        .single());
    }

    private <T> T in(OrgId org, Supplier<T> work) {
        return CurrentOrganisation.inAllCompartments(org, () -> transaction.execute(status -> work.get()));
    }
}
