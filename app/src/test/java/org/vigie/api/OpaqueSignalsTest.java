package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.Recall;
import org.vigie.organisation.CurrentOrganisation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hashes that are not computed here, in the forms of Hasher-Matcher-Actioner: found by their very value. */
class OpaqueSignalsTest extends ApiTestBase {
    private static final String PHOTODNA = "07".repeat(144);
    private static final String OTHER_PHOTODNA = "08".repeat(144);
    private static final String NETCLEAN = "0102030405060708";
    private static final String RAW = "/m/raw_lookup?signal_type=%s&signal=%s";
    private static final long FIRST_NUMBER = 1L << 52;

    @Autowired
    private HashListService lists;

    @BeforeEach
    void anOpaqueList() {
        load(
                "Partner",
                ListKind.MATCH,
                "photodna,%s,csam,a-1%n".formatted(PHOTODNA)
                        + "opaque:netclean,%s,csam,a-2%n".formatted(NETCLEAN)
                        + "md5,%s,csam,a-1%n".formatted("5d".repeat(16)));
    }

    @Test
    void aListedValueIsFoundAndAnotherIsNot() {
        JsonNode plain = json(get(RAW.formatted("photodna", PHOTODNA), token)).get("matches");
        assertThat(plain).hasSize(1);
        assertThat(plain.get(0).asLong()).isGreaterThanOrEqualTo(FIRST_NUMBER);
        JsonNode far = json(get(RAW.formatted("photodna", PHOTODNA) + "&include_distance=true", token));
        assertThat(far.get("matches").get(0).get("distance").asInt()).isZero();
        assertThat(far.get("matches").get(0).get("bank_content_id")).isEqualTo(plain.get(0));
        assertThat(json(get(RAW.formatted("photodna", OTHER_PHOTODNA), token)).get("matches"))
                .isEmpty();
        assertThat(json(get(RAW.formatted("netclean", NETCLEAN), token)).get("matches"))
                .hasSize(1);
    }

    @Test
    void base64IsTheSameValue() {
        String base64 = Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(PHOTODNA));
        assertThat(json(get(RAW.formatted("photodna", base64), token)).get("matches"))
                .hasSize(1);
    }

    @Test
    void aLookUpGroupsByBankAndHeedsBanks() {
        String uri = "/m/lookup?signal_type=photodna&signal=" + PHOTODNA;
        assertThat(json(get(uri, token)).propertyNames()).containsExactly("PARTNER");
        assertThat(json(get(uri + "&banks=PARTNER", token))).hasSize(1);
        assertThat(json(get(uri + "&banks=OTHER", token))).isEmpty();
    }

    @Test
    void aLookUpCountsAndIsOnRecordWithoutTheValue() {
        String one = client(org, Circle.INSIDE, 1);
        assertThat(get(RAW.formatted("photodna", PHOTODNA), one)).hasStatusOk();
        assertThat(get(RAW.formatted("photodna", PHOTODNA), one)).hasStatus(429);
        assertThat(lookUps()).hasSize(1);
        assertThat(lookUps().getFirst().facts())
                .contains("hits=1", "system=photodna")
                .doesNotContain(PHOTODNA.substring(0, 16));
    }

    @Test
    void anEntryOfANegativeListStopsIt() {
        load("Mistakes", ListKind.NEGATIVE, "photodna,%s,csam,b-1%n".formatted(PHOTODNA));
        assertThat(json(get(RAW.formatted("photodna", PHOTODNA), token)).get("matches"))
                .isEmpty();
    }

    @Test
    void whatItsSourceTookBackIsFoundNoLonger() {
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importFrom(
                        new ListName("Partner"),
                        reader -> reader.recalled(new Recall(1, null, "a-1")),
                        ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(json(get(RAW.formatted("photodna", PHOTODNA), token)).get("matches"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netcleen", "", "PHOTODNA", "photodna ", "photodna,pdq"})
    void aTypeThatIsUnknownIsSaidToBe(String type) {
        for (String path : List.of("/m/raw_lookup", "/m/lookup")) {
            assertThat(mvc.get()
                            .uri(path + "?signal_type={type}&signal={signal}", type, NETCLEAN)
                            .header("Authorization", "Bearer " + token)
                            .exchange())
                    .hasStatus(400)
                    .hasContentType("application/problem+json")
                    .bodyText()
                    .contains("No such SignalType", "pdq, md5, video_md5, sha1, sha256, netclean, photodna");
        }
        assertThat(lookUps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "07070707070707"})
    void aValueOfAnotherLengthIsSaidToBeBad(String signal) {
        assertThat(get(RAW.formatted("photodna", signal), token))
                .hasStatus(400)
                .bodyText()
                .doesNotContain("No such");
        assertThat(lookUps()).isEmpty();
    }

    @Test
    void outsideTheCircleNothingIsTold() {
        String outside = client(org, Circle.OUTSIDE, 100);
        for (String type : List.of("photodna", "netclean", "unheard")) {
            assertThat(get(RAW.formatted(type, NETCLEAN), outside)).hasStatus(403);
        }
        assertThat(json(get("/c/signal_type", outside)).findValuesAsString("name"))
                .containsExactlyInAnyOrder("pdq", "md5", "sha1", "sha256");
        assertThat(json(get("/c/signal_type", token)).findValuesAsString("name"))
                .contains("netclean", "photodna", "pdq");
    }

    @Test
    void anotherOrganisationHasItsOwn() {
        var other = fixtures.organisation("Elsewhere");
        String theirs = client(other, Circle.INSIDE, 100);
        assertThat(json(get(RAW.formatted("photodna", PHOTODNA), theirs)).get("matches"))
                .isEmpty();
        assertThat(get(RAW.formatted("netclean", NETCLEAN), theirs))
                .as("a type of which they have nothing")
                .hasStatus(400);
    }

    @Test
    void theBankNamesItsContentsOfEitherKind() {
        JsonNode contents = json(get("/c/bank/PARTNER/content", token)).get("contents");
        assertThat(contents).hasSize(3);
        assertThat(contents.get(1).asLong()).isGreaterThanOrEqualTo(FIRST_NUMBER);
        assertThat(contents.get(2).asLong()).isLessThan(FIRST_NUMBER);
        assertThat(json(get("/c/bank/PARTNER/content/" + contents.get(0).asLong(), token))
                        .get("signals")
                        .get("photodna")
                        .asString())
                .isEqualTo(PHOTODNA);
        assertThat(get("/c/bank/LISTE_D_ETE_2/content/" + contents.get(1).asLong(), token))
                .hasStatus(404);
        JsonNode rest =
                json(get("/c/bank/PARTNER/content?before=" + contents.get(1).asLong(), token));
        assertThat(rest.get("contents")).hasSize(1);
        JsonNode status = json(get("/m/index/status", token));
        assertThat(status.get("photodna").get("size").asInt()).isEqualTo(1);
    }

    @Test
    void contentsGoOnBehindAPageOfWithdrawnEntries() {
        var rows = new StringBuilder("algorithm,hash,class,withdrawn\n");
        for (int i = 0; i < 240; i++) {
            rows.append("md5,%032x,csam,%n".formatted(i + 1));
        }
        for (int i = 120; i < 240; i++) {
            rows.append("md5,%032x,csam,yes%n".formatted(i + 1));
        }
        file("Long", ListKind.MATCH, rows.toString());
        JsonNode first = json(get("/c/bank/LONG/content", token)).get("contents");
        assertThat(first).hasSize(ApiLimits.CONTENTS_PAGE);
        JsonNode second =
                json(get("/c/bank/LONG/content?before=" + first.get(99).asLong(), token));
        assertThat(second.get("contents")).hasSize(20);
    }

    private void load(String name, ListKind kind, String rows) {
        file(name, kind, "algorithm,hash,class,source_id\n" + rows);
    }

    private void file(String name, ListKind kind, String text) {
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(
                        new ListName(name),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        ImportOptions.by(TEST).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static JsonNode json(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JsonMapper.shared()
                .readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }
}
