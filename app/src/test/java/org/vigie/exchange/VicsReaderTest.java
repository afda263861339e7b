package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.MaterialClass;

class VicsReaderTest {
    private static final String US = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases";
    private static final String MD5 = "0123456789ABCDEF0123456789ABCDEF";
    private static final String NAME = "md5:0123456789abcdef0123456789abcdef";
    private static final String SHA1 = MD5 + "01234567";

    @Test
    void readsACaseOfVersionTwo() throws IOException {
        Read read = read("""
                {"@odata.context":"%s","value":[{"CaseID":"e1","CaseNumber":"1","TotalMediaFiles":99,"Media":[
                  {"MediaID":7,"Category":1,"MD5":"%s","SHA1":"%s","MediaSize":1000,"IsPrecategorized":"False",
                   "DateUpdated":"2026-03-01T12:00:00Z","Comments":"who and where",
                   "MediaFiles":[{"MD5":"%s","FileName":"a.jpg","FilePath":"C:\\\\a.jpg"}],
                   "AlternativeHashes":[{"MD5":"%s","HashName":"SHA-256","HashValue":"%s"},
                                        {"HashName":"PhotoDNA","HashValue":"%s"}],
                   "Exifs":[{"PropertyName":"GPS","PropertyValue":"1,2"}]}
                ]}]}
                """.formatted(US, MD5, SHA1, MD5, MD5, "ab".repeat(32), "AQID".repeat(48)));

        assertThat(read.rejected).isEmpty();
        assertThat(read.entries)
                .extracting(entry -> entry.hash().algorithm())
                .containsExactly(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        assertThat(read.opaque).hasSize(1);
        assertThat(read.opaque.getFirst().hash()).hasToString("photodna:" + "010203".repeat(48));
        assertThat(read.opaque.getFirst().classAsGiven()).isEqualTo("VICS US 1");
        assertThat(read.opaque.getFirst().sourceId()).isEqualTo(NAME);
        assertThat(read.entries).allSatisfy(entry -> {
            assertThat(entry.classAsGiven()).isEqualTo("VICS US 1");
            assertThat(entry.materialClass()).isEqualTo(MaterialClass.CSAM);
            assertThat(entry.source()).isEqualTo("A partner");
            assertThat(entry.note()).as("nothing that could name anybody").isEmpty();
            assertThat(entry.provenance().sourceId())
                    .as("no number of the file")
                    .isEqualTo(NAME);
            assertThat(entry.provenance().version()).isEqualTo("VICS 2.0");
            assertThat(entry.provenance().classifiedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        });
    }

    @Test
    void readsMediaAloneOfVersionOneWithAllItsHabits() throws IOException {
        Read read = read("""
                {"odata.metadata":"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media","value":[
                  {"MediaID":"8","Category":"1","MD5":"%s","VictimIdentified":"true","DateUpdated":"/Date(1456790400000+0200)/",
                   "Series":null,"MediaSize":"12"}]}
                """.formatted(MD5.toLowerCase(java.util.Locale.ROOT)));

        ListEntry entry = read.entries.getFirst();
        assertThat(entry.classAsGiven()).as("no profile is named").isEqualTo("VICS 1");
        assertThat(entry.materialClass()).isEqualTo(MaterialClass.UNMAPPED);
        assertThat(entry.provenance().classifiedAt()).isEqualTo(Instant.ofEpochMilli(1456790400000L));
        assertThat(entry.provenance().version()).isEqualTo("VICS 1.3");
    }

    @ParameterizedTest(name = "{0} with a byte order mark")
    @ValueSource(strings = {"UTF-8", "UTF-16LE"})
    void aByteOrderMarkDoesNotMatter(String charset) throws IOException {
        Charset encoding = Charset.forName(charset);
        byte[] bytes = ("\ufeff" + media("\"Category\":1,\"MD5\":\"" + MD5 + '"')).getBytes(encoding);

        assertThat(Read.of(bytes, (in, reader) -> VicsReader.read(in, options(null, ListKind.MATCH), reader)).entries)
                .as("%s of %s and %s", charset, UTF_8, UTF_16LE)
                .hasSize(1);
    }

    @ParameterizedTest(name = "profile {0}, given {1}, category {2}: {3}, {4}")
    @CsvSource({
        "US,      ,        1, VICS US 1,     CSAM",
        "US,      ,        2, VICS US 2,     UNMAPPED",
        "US,      ,        3, VICS US 3,     UNMAPPED",
        "US,      ,        9, VICS US 9,     UNMAPPED",
        "UK,      ,        1, VICS UK 1,     UNMAPPED",
        "Default, ,        1, VICS Default 1, UNMAPPED",
        "Default, VICS US, 1, VICS US 1,     CSAM",
    })
    void aCategoryMeansWhatItsSetSaysAndNothingElse(
            String profile, @Nullable String given, int category, String classAsGiven, MaterialClass means)
            throws IOException {
        String file =
                media("\"Category\":%d,\"MD5\":\"%s\"".formatted(category, MD5)).replace("/US/", "/" + profile + "/");

        Read read = Read.of(file, (in, reader) -> VicsReader.read(in, options(given, ListKind.MATCH), reader));

        assertThat(read.classes()).containsExactly(classAsGiven);
        assertThat(read.entries.getFirst().materialClass()).isEqualTo(means);
    }

    /** What no set knows is kept, and left to a person on each match: nothing is lost, and nothing follows by itself. */
    @ParameterizedTest(name = "category {0}")
    @CsvSource({
        "7, VICS US 7",
        "-1, VICS US minus 1",
        "'\"A\"', VICS US A",
        "'\"New-2 b\"', VICS US New-2 b",
        "'\"1\"', VICS US 1"
    })
    void aCategoryThatNoSetKnowsGoesToReview(String category, String classAsGiven) throws IOException {
        Read read = read(media("\"Category\":%s,\"MD5\":\"%s\"".formatted(category, MD5)));

        assertThat(read.reasons()).isEmpty();
        assertThat(read.classes()).containsExactly(classAsGiven);
        boolean isKnown = classAsGiven.equals("VICS US 1");
        MaterialClass means = read.entries.getFirst().materialClass();
        assertThat(means).isEqualTo(isKnown ? MaterialClass.CSAM : MaterialClass.UNMAPPED);
        assertThat(new ListPolicy(true, 31).letsExactNotify(means)).isEqualTo(isKnown);
    }

    /** Of a set that nobody told us about 0 may be anything, and most likely means that it is no material. */
    @ParameterizedTest(name = "profile {0}, given {1}: {2}")
    @CsvSource({
        "UK,      ,        1 CATEGORY_ZERO",
        "Default, ,        1 CATEGORY_ZERO",
        "Default, VICS US, 1 NOT_PERTINENT",
        "US,      ,        1 NOT_PERTINENT"
    })
    void aCategoryZeroThatNoSetExplainsIsNotTaken(String profile, @Nullable String given, String reason)
            throws IOException {
        for (String zero : new String[] {"0", "\"0\"", "0.0"}) {
            String file =
                    media("\"Category\":%s,\"MD5\":\"%s\"".formatted(zero, MD5)).replace("/US/", "/" + profile + "/");
            Read read = Read.of(file, (in, reader) -> VicsReader.read(in, options(given, ListKind.MATCH), reader));
            assertThat(read.reasons()).containsExactly(reason);
            assertThat(read.entries).isEmpty();
        }
    }

    @Test
    void aCategoryZeroOfNoNamedSetIsNotTakenEither() throws IOException {
        Read read = read("[{\"MediaID\":1,\"Category\":0,\"MD5\":\"" + MD5 + "\"}]");
        assertThat(read.reasons()).containsExactly("1 CATEGORY_ZERO");
    }

    @Test
    void whatTheOperatorSaysOfZeroHolds() throws IOException {
        var sets = CategorySets.read(new ByteArrayInputStream(
                "set,version,code,label,standing\nVICS XX,1,0,Unsorted,OTHER\n".getBytes(UTF_8)));
        Read read = Read.of(
                "[{\"Category\":0,\"MD5\":\"" + MD5 + "\"}]",
                (in, reader) ->
                        VicsReader.read(in, new VicsOptions(sets, "VICS XX", "A partner", ListKind.MATCH), reader));
        assertThat(read.classes()).containsExactly("VICS XX 0");
    }

    @Test
    void aWordOfNoSetStopsNothing() throws IOException {
        String file = media("\"Category\":\"benign\",\"MD5\":\"" + MD5 + '"');
        Read read = Read.of(file, (in, reader) -> VicsReader.read(in, options(null, ListKind.NEGATIVE), reader));
        assertThat(read.reasons()).containsExactly("1 PERTINENT");
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"Category\":0,\"MD5\":\"0123456789ABCDEF0123456789ABCDEF\"';   1 NOT_PERTINENT",
                "'\"Category\":4,\"MD5\":\"0123456789ABCDEF0123456789ABCDEF\"';   1 NOT_PERTINENT",
                "'\"MD5\":\"0123456789ABCDEF0123456789ABCDEF\"';                  1 NO_CLASS",
                "'\"Category\":\"a:b\",\"MD5\":\"0123456789ABCDEF0123456789ABCDEF\"'; 1 NO_CLASS",
                "'\"Category\":1,\"MD5\":\"short\"';                              1 HASH",
                "'\"Category\":1';                                                1 HASH",
                "'\"Category\":1,\"MD5\":\"D41D8CD98F00B204E9800998ECF8427E\"';   1 EMPTY_CONTENT",
                "'';                                                              1 MALFORMED",
            })
    void saysOfEachRecordThatIsNotTakenWhy(String fields, String reason) throws IOException {
        Read read = read(media(fields));

        assertThat(read.reasons()).containsExactly(reason);
        assertThat(read.entries).isEmpty();
    }

    @Test
    void aListOfWhatMustNotMatchTakesOnlyWhatIsNoMaterial() throws IOException {
        String file =
                media("\"Category\":1,\"MD5\":\"" + MD5 + "\"},{\"Category\":0,\"MD5\":\"" + "ab".repeat(16) + '"');

        Read read = Read.of(file, (in, reader) -> VicsReader.read(in, options(null, ListKind.NEGATIVE), reader));

        assertThat(read.reasons()).containsExactly("1 PERTINENT");
        assertThat(read.classes()).containsExactly("VICS US 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "12", "{\"value\":[{\"MD5\":", "{\"value\":[}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoJsonIsOneFailureThatRepeatsNothingOfTheFile(String file) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(file))
                .withMessageMatching("(not JSON from line \\d+ on|a VICS file is a JSON object.*)");
    }

    @Test
    void anyDamageToAFileIsAFailureOrARejectionAndNeverMore() {
        String file = media("\"Category\":1,\"MD5\":\"" + MD5 + "\",\"AlternativeHashes\":[{\"HashName\":\"PDQ\"}]");
        var random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = file.getBytes(UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Read.of(bytes, (in, reader) -> VicsReader.read(in, options(null, ListKind.MATCH), reader));
            } catch (IOException expected) {
                assertThat(expected).hasNoCause();
            }
        }
    }

    private static String media(String fields) {
        return "{\"@odata.context\":\"%s\",\"value\":[{\"CaseID\":\"e1\",\"Media\":[{%s}]}]}".formatted(US, fields);
    }

    private static Read read(String file) throws IOException {
        return Read.of(file, (in, reader) -> VicsReader.read(in, options(null, ListKind.MATCH), reader));
    }

    private static VicsOptions options(@Nullable String set, ListKind kind) {
        return new VicsOptions(CategorySets.own(), set, "A partner", kind);
    }
}
