package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ImportReport;
import org.vigie.hashlist.ListCheck;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListDiff;
import org.vigie.hashlist.ListDiff.Difference;
import org.vigie.hashlist.ListExport;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@VigieTest
class ListCopyTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName NAME = new ListName("Shared");
    private static final String HEADER = "algorithm,hash,class,source,note,source_id,classifier,version,classified_at,"
            + "affirmed,refuted,withdrawn\n";
    private static final HashValue FIRST = new HashValue(HashAlgorithm.MD5, "01".repeat(16));

    @Autowired
    private HashListService lists;

    @Autowired
    private ListCopyService copies;

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
    void aCopySaysAllThatTheListSaysAndTakesBackWhatItTookBack() throws IOException {
        String file = HEADER
                + "md5,%s,VICS US 1,\"Partner, inc\",=1+1,7,Analyst,VICS 2.0,2026-03-01T12:00:00Z,3,1,\n"
                        .formatted(FIRST.hex())
                + "sha1,%s,csam,\"a \"\"quoted\"\" source\",'=2,,,,,0,0,\n".formatted("02".repeat(20))
                + "pdq,%s,odd class,,,,,,,0,0,\n".formatted("03".repeat(32));
        load(org, file);
        String copy = export(org);

        OrgId other = fixtures.organisation("Receives copies");
        assertThat(load(other, copy).accepted()).isEqualTo(3);
        assertThat(export(other)).isEqualTo(copy);
        assertThat(load(other, copy).unchanged()).isEqualTo(3);

        CurrentOrganisation.as(
                org,
                () -> lists.withdraw(
                        lists.entry(list(org).id(), FIRST).orElseThrow().id(), "It was wrong.", TEST));
        ImportReport recall = load(other, export(org));

        assertThat(recall.recalled()).isOne();
        HashEntry recalled = CurrentOrganisation.as(
                        other, () -> lists.entry(list(other).id(), FIRST))
                .orElseThrow();
        assertThat(recalled.isWithdrawn()).isTrue();
        assertThat(load(other, copy).stillWithdrawn())
                .as("an older copy brings it not back")
                .isOne();
    }

    @Test
    void aDifferenceIsToldOfEachHashOnce() throws IOException {
        load(org, HEADER + line("01") + line("02") + line("03") + line("04"));
        CurrentOrganisation.as(
                org,
                () -> lists.withdraw(
                        lists.entry(list(org).id(), FIRST).orElseThrow().id(), "It was wrong.", TEST));

        ListDiff diff = CurrentOrganisation.call(
                org,
                () -> copies.diff(
                        list(org).id(),
                        csv(HEADER
                                + line("01")
                                + line("02")
                                + line("02")
                                + line("05")
                                + line("03").replace("csam", "a2")),
                        TEST));

        assertThat(diff.same()).isOne();
        assertThat(diff.examples())
                .extracting(example -> example.hash().substring("md5:".length(), 6) + " " + example.difference())
                .containsExactlyInAnyOrder(
                        "01 " + Difference.WITHDRAWN_HERE,
                        "05 " + Difference.ONLY_IN_FILE,
                        "03 " + Difference.OTHER_CLASS,
                        "04 " + Difference.ONLY_IN_LIST);
        assertThat(diff.isEmpty()).isFalse();
        assertThat(CurrentOrganisation.call(
                                org,
                                () -> copies.diff(
                                        list(org).id(), csv(HEADER + line("02") + line("03") + line("04")), TEST))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whoeverSeesHashesOfAListIsInTheAuditLogFirst() throws IOException {
        load(org, HEADER + line("01"));
        CurrentOrganisation.call(org, () -> copies.diff(list(org).id(), csv(HEADER), TEST));
        CurrentOrganisation.as(org, () -> copies.check(list(org).id(), TEST));

        assertThat(CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion("list.read", "", Long.MAX_VALUE))))
                .extracting(entry -> entry.facts() + " " + entry.subjects())
                .containsExactly(
                        "[use=verify] [%s]".formatted(list(org).id()),
                        "[use=diff] [%s]".formatted(list(org).id()));
    }

    @Test
    void anImportThatIsCutOffIsInTheAuditLogAllTheSame() {
        assertThatThrownBy(() -> CurrentOrganisation.call(
                        org,
                        () -> lists.importFrom(
                                new ListName("Cut off"),
                                reader -> {
                                    throw new IOException("cut off");
                                },
                                ImportOptions.by(TEST))))
                .isInstanceOf(IOException.class);

        assertThat(CurrentOrganisation.as(
                        org, () -> audit.page(new AuditQuestion("list.import-begun", "", Long.MAX_VALUE))))
                .hasSize(1);
    }

    @Test
    void aCheckTellsWhatOthersContradict() throws IOException {
        load(org, HEADER + line("01") + line("02"));
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        new ListName("Benign"),
                        csv(HEADER + line("01")),
                        ImportOptions.by(TEST).into(ListKind.NEGATIVE)));
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        new ListName("Another"),
                        csv(HEADER + line("02").replace("csam", "harmful-abusive")),
                        ImportOptions.by(TEST)));

        ListCheck check =
                CurrentOrganisation.as(org, () -> copies.check(list(org).id(), TEST));

        assertThat(check.isGood()).isTrue();
        assertThat(check.entries()).isEqualTo(2);
        assertThat(check.contradicted()).isEqualTo(2);
    }

    @Test
    void aCaseIsWrittenAndReadBack() throws IOException {
        String digest = "0a".repeat(32);
        load(
                org,
                HEADER
                        + "md5,%s,VICS US 1,Partner,,9,,VICS 2.0,2026-03-01T12:00:00Z,0,0,\n".formatted("0a".repeat(16))
                        + "sha1,%s,VICS US 1,Partner,,9,,VICS 2.0,2026-03-01T12:00:00Z,0,0,\n"
                                .formatted("0a".repeat(20))
                        + "sha256,%s,VICS US 1,Partner,,9,,VICS 2.0,2026-03-01T12:00:00Z,0,0,\n".formatted(digest)
                        + "md5,%s,VICS US 2,Partner,,,,,,0,0,\n".formatted("0b".repeat(16))
                        + "sha1,%s,VICS US 2,Partner,,10,,,,0,0,\n".formatted("0c".repeat(20))
                        + line("0d"));
        Vics vics = vics();

        assertThat(vics.written()).isEqualTo(2);
        assertThat(vics.leftOut()).as("one without MD5, one of another scheme").isEqualTo(2);
        assertThat(vics.text())
                .startsWith("{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/")
                .contains("\"TotalMediaFiles\":2", "\"MD5\":\"" + "0A".repeat(16) + '"');
        Read back = read(vics.text());
        assertThat(back.rejected).isEmpty();
        assertThat(back.entries)
                .extracting(entry -> entry.hash().algorithm() + " " + entry.classAsGiven())
                .containsExactlyInAnyOrderElementsOf(
                        List.of("MD5 VICS US 2", "MD5 VICS US 1", "SHA1 VICS US 1", "SHA256 VICS US 1"));
    }

    /** Numbers of media begin anew with each case, and with each file. */
    @Test
    void hashesOfPicturesWithTheSameNumberAreNeverTakenForOneAnother() throws IOException {
        loadVics(vicsCase("0a", "1a", true) + "," + vicsCase("0b", "1b", true));
        loadVics(vicsCase("0c", "1c", true) + "," + vicsCase("0d", "1d", false));

        Vics vics = vics();

        assertThat(vics.written()).isEqualTo(4);
        assertThat(vics.leftOut()).isZero();
        assertThat(pairs(vics.text())).containsExactlyInAnyOrder("0a 1a 1a", "0b 1b 1b", "0c 1c 1c", "0d 1d");
    }

    /** Names of a source that two pictures have, as what was imported by the number alone has them still. */
    @Test
    void ofANameThatSeveralPicturesHaveEachMd5IsWrittenAloneAndTheRestIsCounted() throws IOException {
        load(
                org,
                HEADER
                        + named("md5", "0a", 16, "7")
                        + named("sha1", "1a", 20, "7")
                        + named("md5", "0b", 16, "7")
                        + named("md5", "0c", 16, "8"));
        load(org, HEADER + named("sha1", "1d", 20, "8") + named("pdq", "1e", 32, "8"));

        Vics vics = vics();

        assertThat(pairs(vics.text())).containsExactlyInAnyOrder("0a", "0b", "0c");
        assertThat(vics.written()).isEqualTo(3);
        assertThat(vics.leftOut())
                .as("a SHA-1 of one of two pictures, and what another import says under the name")
                .isEqualTo(3);
    }

    private static String named(String algorithm, String digits, int bytes, String name) {
        return "%s,%s,VICS US 1,Partner,,%s,,,,0,0,\n".formatted(algorithm, digits.repeat(bytes), name);
    }

    private static String vicsCase(String md5, String others, boolean hasPdq) {
        String pdq = "{\"HashName\":\"PDQ\",\"HashValue\":\"%s\"}".formatted(others.repeat(32));
        return "{\"CaseID\":\"c\",\"Media\":[{\"MediaID\":1,\"Category\":1,\"MD5\":\"%s\",\"SHA1\":\"%s\",\"AlternativeHashes\":[%s]}]}"
                .formatted(md5.repeat(16), others.repeat(20), hasPdq ? pdq : "");
    }

    private void loadVics(String cases) throws IOException {
        String file =
                "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases\","
                        + "\"value\":[" + cases + "]}";
        var options = new VicsOptions(CategorySets.own(), null, "Partner", ListKind.MATCH);
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        NAME,
                        reader -> VicsReader.read(new ByteArrayInputStream(file.getBytes(UTF_8)), options, reader),
                        ImportOptions.by(TEST)));
    }

    /** Of each media the first digits of its MD5, SHA-1 and PDQ. */
    private static List<String> pairs(String vics) {
        List<String> pairs = new ArrayList<>();
        for (JsonNode media :
                JsonMapper.shared().readTree(vics).get("value").get(0).get("Media")) {
            String pair = media.get("MD5").asString().substring(0, 2)
                    + (media.has("SHA1") ? " " + media.get("SHA1").asString().substring(0, 2) : "");
            for (JsonNode other : media.get("AlternativeHashes")) {
                pair += " " + other.get("HashValue").asString().substring(0, 2);
            }
            pairs.add(pair.toLowerCase(Locale.ROOT));
        }
        return pairs;
    }

    private record Vics(String text, long written, long leftOut, long opaqueLeftOut) {}

    private Vics vics() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new VicsWriter(out, "US", "Shared", new UUID(0, 1));
        try (writer) {
            CurrentOrganisation.call(org, () -> copies.export(list(org).id(), "vics", writer, TEST));
        }
        return new Vics(out.toString(UTF_8), writer.written(), writer.leftOut(), writer.opaqueLeftOut());
    }

    private static Read read(String vics) throws IOException {
        return Read.of(
                vics,
                (in, reader) -> VicsReader.read(
                        in, new VicsOptions(CategorySets.own(), null, "Partner", ListKind.MATCH), reader));
    }

    @Test
    void aVicsFileCountsWhatIsNotComputedHere() throws IOException {
        load(org, HEADER + photoDna("06", "VICS US 1") + named("md5", "0a", 16, "p-06"));
        Vics vics = vics();
        assertThat(vics.written()).isOne();
        assertThat(vics.leftOut()).isZero();
        assertThat(vics.opaqueLeftOut()).isOne();
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
