package org.vigie.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class ListSearchTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName NAME = new ListName("Partner");
    private static final String HEADER = "algorithm,hash,class,source_id\n";
    private static final String PHOTODNA = "07".repeat(144);
    private static final String NEAR = "0102030405060708";

    @Autowired
    private HashListService lists;

    @Autowired
    private ListSearch search;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private Fixtures fixtures;

    private OrgId org;

    /** Compares the hashes of a system that only this test knows: the sum of the differences of their bytes, up to 5. */
    public static final class SumOfDifferences implements LicensedComparison {
        @Override
        public String system() {
            return "testsum";
        }

        @Override
        public OptionalLong distance(byte[] asked, byte[] listed) {
            long sum = 0;
            for (int i = 0; i < Math.min(asked.length, listed.length); i++) {
                sum += Math.abs(asked[i] - listed[i]);
            }
            return asked.length == listed.length && sum <= 5 ? OptionalLong.of(sum) : OptionalLong.empty();
        }
    }

    @BeforeEach
    void makeOrganisation() {
        org = fixtures.organisation("Searching " + UUID.randomUUID());
    }

    @Test
    void findsAHashThatIsNotComputedHereByItsValue() throws IOException {
        ImportReport report =
                load(HEADER + "PhotoDNA,%s,csam,a-1%nmd5,%s,csam,a-1%n".formatted(PHOTODNA, "11".repeat(16)));
        assertThat(report.opaque()).isEqualTo(1);
        assertThat(report.accepted()).isEqualTo(1);

        List<OpaqueSaid> said = said(OpaqueHash.parse("photodna", PHOTODNA));

        assertThat(said).hasSize(1);
        assertThat(said.getFirst().listName()).isEqualTo(NAME);
        assertThat(said.getFirst().isExact()).isTrue();
        assertThat(said.getFirst().entry().materialClass()).isEqualTo(MaterialClass.CSAM);
        assertThat(said(OpaqueHash.parse("photodna", "08".repeat(144)))).isEmpty();
    }

    @Test
    void theSameFileAgainSaysNothingNewAndAnotherClassDoes() throws IOException {
        String file = HEADER + "photodna,%s,csam,%n".formatted(PHOTODNA);
        assertThat(load(file).opaque()).isEqualTo(1);
        assertThat(load(file).opaque()).isZero();
        assertThat(load(file.replace(",csam,", ",unheard-of,")).opaque()).isEqualTo(1);
        assertThat(said(OpaqueHash.parse("photodna", PHOTODNA))
                        .getFirst()
                        .entry()
                        .materialClass())
                .isEqualTo(MaterialClass.UNMAPPED);
    }

    @Test
    void whatItsSourceTakesBackIsFoundNoLongerAndStaysSo() throws IOException {
        String file = HEADER + "photodna,%s,csam,a-7%n".formatted(PHOTODNA);
        load(file);
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        NAME, reader -> reader.recalled(new Recall(1, null, "a-7")), ImportOptions.by(TEST)));
        assertThat(said(OpaqueHash.parse("photodna", PHOTODNA))).isEmpty();

        load(file);
        assertThat(said(OpaqueHash.parse("photodna", PHOTODNA))).isEmpty();
    }

    @Test
    void aLicensedComparisonFindsNearOnesTheNearestFirst() throws IOException {
        load(HEADER
                + "opaque:testsum,%s,csam,%nopaque:test-sum,%s,csam,%nopaque:testsum,%s,csam,%n"
                        .formatted(NEAR, "0102030405060709", "0102030405060799"));
        assertThat(search.licensed()).containsExactly("testsum");

        assertThat(said(OpaqueHash.parse("testsum", "0102030405060709")))
                .extracting(OpaqueSaid::distance, OpaqueSaid::isExact)
                .containsExactly(tuple(0L, true), tuple(1L, false));
    }

    @Test
    void anotherOrganisationFindsNothing() throws IOException {
        load(HEADER + "photodna,%s,csam,%n".formatted(PHOTODNA));
        org = fixtures.organisation("Another " + UUID.randomUUID());
        assertThat(said(OpaqueHash.parse("photodna", PHOTODNA))).isEmpty();
    }

    @Test
    void badLinesAreRejectedByNumber() throws IOException {
        ImportReport report = load(HEADER
                + String.join(
                        "\n",
                        "photodna,00,csam,",
                        "phash,0011223344556677,csam,",
                        "opaque:,0011223344556677,csam,",
                        "opaque:md5," + "11".repeat(16) + ",csam,",
                        "photodna,%s,,".formatted(PHOTODNA)));
        assertThat(report.rejected())
                .extracting(line -> line.line() + " " + line.reason())
                .containsExactly("2 HASH", "3 ALGORITHM", "4 HASH", "5 HASH", "6 NO_CLASS");
        assertThat(report.opaque()).isZero();
    }

    @Test
    void asksAreOnRecordWithoutTheHash() throws Exception {
        load(HEADER + "md5,%s,csam,%n".formatted("11".repeat(16)));
        CurrentOrganisation.call(org, () -> search.said(new HashValue(HashAlgorithm.MD5, "11".repeat(16)), TEST));
        said(OpaqueHash.parse("photodna", PHOTODNA));

        var lines = CurrentOrganisation.call(
                        org, () -> audit.page(new AuditQuestion("list.searched", "", Long.MAX_VALUE)))
                .toString();
        assertThat(lines).contains("list.searched", "photodna", "md5").doesNotContain(PHOTODNA, "11".repeat(16));
    }

    private ImportReport load(String file) throws IOException {
        return CurrentOrganisation.call(
                org,
                () -> lists.importCsv(NAME, new ByteArrayInputStream(file.getBytes(UTF_8)), ImportOptions.by(TEST)));
    }

    private List<OpaqueSaid> said(OpaqueHash hash) {
        return CurrentOrganisation.as(org, () -> search.said(hash, TEST));
    }
}
