package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ImportReport;
import org.vigie.hashlist.ListCheck;
import org.vigie.hashlist.ListContents;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListDiff;
import org.vigie.hashlist.ListDiff.Difference;
import org.vigie.hashlist.ListExport;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.OpaqueEntryService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Hashes that are not computed here are part of a list as the others are. */
@VigieTest
class OpaqueCopyTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName NAME = new ListName("Shared");
    private static final String HEADER = "algorithm,hash,class,source,note,source_id,classifier,version,classified_at,"
            + "affirmed,refuted,withdrawn\n";
    private static final OpaqueHash PHOTODNA = new OpaqueHash("photodna", "07".repeat(144));

    @Autowired
    private HashListService lists;

    @Autowired
    private ListCopyService copies;

    @Autowired
    private OpaqueEntryService corrections;

    @Autowired
    private ListContents contents;

    @Autowired
    private Fixtures fixtures;

    private OrgId org;

    @Autowired
    private AuditReadService audit;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Copies");
    }

    @Test
    void aCopyHasWhatIsNotComputedHereTooAndItsWithdrawals() throws IOException {
        String file = HEADER
                + "opaque:othersystem,%s,odd class,,,,,,,0,0,\n".formatted("05".repeat(20))
                + photoDna("07", "csam")
                + photoDna("08", "csam");
        load(org, file);
        String copy = export(org);
        assertThat(copy).isEqualTo(file);
        OrgId other = fixtures.organisation("Receives copies");
        load(other, copy);
        assertThat(export(other)).isEqualTo(copy);

        CurrentOrganisation.as(org, () -> corrections.withdraw(list(org).id(), PHOTODNA, "It was wrong.", TEST));
        assertThat(matches(org)).isFalse();
        assertThat(CurrentOrganisation.as(org, () -> lists.count(list(org).id()))
                        .opaque())
                .isEqualTo(2);
        assertThat(CurrentOrganisation.as(
                        org, () -> audit.page(new AuditQuestion("list.entry-withdrawn", "", Long.MAX_VALUE))))
                .hasSize(1);
        assertThat(load(other, export(org)).recalled()).isOne();
        assertThat(matches(other)).isFalse();

        load(other, copy);
        assertThat(matches(other)).as("an older copy brings it not back").isFalse();
        load(other, copy, ImportOptions.Withdrawn.AS_ITS_SOURCE_SAYS);
        assertThat(matches(other)).as("its source says it again").isTrue();
        load(org, copy, ImportOptions.Withdrawn.AS_ITS_SOURCE_SAYS);
        assertThat(matches(org)).as("a person withdrew it").isFalse();
        load(org, copy, ImportOptions.Withdrawn.COME_BACK);
        assertThat(matches(org)).as("a person wants it back").isTrue();
    }

    @Test
    void whatTheListHasNotIsNotWithdrawn() throws IOException {
        load(org, HEADER + photoDna("08", "csam"));
        assertThatThrownBy(() -> CurrentOrganisation.as(
                        org, () -> corrections.withdraw(list(org).id(), PHOTODNA, "It was wrong.", TEST)))
                .isInstanceOf(Refusal.class);
        load(org, HEADER + photoDna("07", "csam").replace("0,0,", "0,0,yes"));
        assertThat(matches(org)).as("a line that takes back brings nothing").isFalse();
    }

    @Test
    void aDifferenceAndACheckCountWhatIsNotComputedHere() throws IOException {
        load(org, HEADER + photoDna("06", "csam") + photoDna("07", "csam") + photoDna("08", "csam") + line("01"));
        CurrentOrganisation.as(org, () -> corrections.withdraw(list(org).id(), PHOTODNA, "It was wrong.", TEST));
        OrgId alone = org;
        ListDiff diff = CurrentOrganisation.call(
                alone,
                () -> copies.diff(
                        list(alone).id(),
                        csv(HEADER
                                + line("01")
                                + photoDna("06", "a2")
                                + photoDna("07", "csam")
                                + photoDna("07", "csam")
                                + photoDna("09", "csam")),
                        TEST));
        assertThat(diff.same()).isOne();
        assertThat(diff.examples())
                .extracting(example -> example.hash().substring(0, "photodna:07".length()) + " " + example.difference())
                .containsExactlyInAnyOrder(
                        "photodna:06 " + Difference.OTHER_CLASS,
                        "photodna:07 " + Difference.WITHDRAWN_HERE,
                        "photodna:08 " + Difference.ONLY_IN_LIST,
                        "photodna:09 " + Difference.ONLY_IN_FILE);

        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        new ListName("Benign"),
                        csv(HEADER + photoDna("08", "csam")),
                        ImportOptions.by(TEST).into(ListKind.NEGATIVE)));
        ListCheck check =
                CurrentOrganisation.as(org, () -> copies.check(list(org).id(), TEST));
        assertThat(check.entries()).isOne();
        assertThat(check.opaque()).isEqualTo(2);
        assertThat(check.opaqueWithdrawn()).isOne();
        assertThat(check.contradicted()).isOne();
        assertThat(check.isGood()).isTrue();
    }

    private boolean matches(OrgId of) {
        return !CurrentOrganisation.as(of, () -> contents.matching(PHOTODNA)).isEmpty();
    }

    private static String photoDna(String digits, String classAsGiven) {
        return "photodna,%s,%s,Partner,,p-%s,,,,0,0,\n".formatted(digits.repeat(144), classAsGiven, digits);
    }

    private static String line(String digits) {
        return "md5,%s,csam,test,,,,,,0,0,\n".formatted(digits.repeat(16));
    }

    private static EntrySource csv(String text) {
        return reader -> ListFile.read(new ByteArrayInputStream(text.getBytes(UTF_8)), reader);
    }

    private ImportReport load(OrgId into, String file) throws IOException {
        return load(into, file, ImportOptions.Withdrawn.STAY);
    }

    private ImportReport load(OrgId into, String file, ImportOptions.Withdrawn withdrawn) throws IOException {
        var options = new ImportOptions(TEST, ListKind.MATCH, withdrawn);
        return CurrentOrganisation.call(into, () -> lists.importFrom(NAME, csv(file), options));
    }

    private String export(OrgId from) throws IOException {
        var copy = new StringBuilder();
        var export = new ListExport(copy);
        CurrentOrganisation.call(from, () -> copies.export(list(from).id(), "csv", export, TEST));
        return copy.toString();
    }

    private HashList list(OrgId of) {
        return CurrentOrganisation.as(of, () -> lists.find(NAME)).orElseThrow();
    }
}
