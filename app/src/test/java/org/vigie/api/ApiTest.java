package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs are told, and what they are not. */
class ApiTest extends ApiTestBase {
    private static final String RAW = "/m/raw_lookup?signal_type=%s&signal=%s";

    @Test
    void aRawLookUpNamesEntriesAndOnRequestDistances() {
        JsonNode plain = json(get(RAW.formatted("pdq", NEAR_PDQ), token)).get("matches");
        assertThat(plain).hasSize(1);
        assertThat(plain.get(0).isIntegralNumber()).isTrue();
        JsonNode withDistance = json(get(RAW.formatted("pdq", NEAR_PDQ) + "&include_distance=true", token));
        assertThat(withDistance.get("matches").get(0).get("distance").asInt()).isEqualTo(9);
        assertThat(withDistance.get("matches").get(0).get("bank_content_id")).isEqualTo(plain.get(0));
    }

    @ParameterizedTest
    @CsvSource({"sha256," + SHA256, "md5," + MD5, "sha1," + HARMFUL_SHA1, "pdq," + PDQ})
    void aLookUpGroupsByBank(String type, String signal) {
        String uri = "/m/lookup?signal_type=%s&signal=%s".formatted(type, signal);
        JsonNode found = json(get(uri, token));
        assertThat(found.propertyNames()).containsExactly("LISTE_D_ETE_2");
        assertThat(found.get("LISTE_D_ETE_2").get(0).get("distance").asInt()).isZero();
        assertThat(json(get(uri + "&banks=LISTE_D_ETE_2", token))).hasSize(1);
        assertThat(json(get(uri + "&banks=OTHER", token))).isEmpty();
    }

    @Test
    void comparingSaysHowFarTwoHashesAre() {
        var body = "{\"pdq\":[\"%s\",\"%s\"]}".formatted(PDQ, NEAR_PDQ);
        assertThat(post("/m/compare", token, body))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"pdq\":[true,{\"distance\":9}]}");
        assertThat(lookUps()).as("it says nothing of lists").isEmpty();
    }

    @Test
    void theStatusIsThatOfTheIndex() {
        assertThat(get("/status", token)).hasStatusOk().bodyText().isEqualTo("I-AM-ALIVE");
        JsonNode status = json(get("/m/index/status", token));
        assertThat(status.get("pdq").get("present").asBoolean()).isTrue();
        assertThat(status.get("pdq").get("size").asInt())
                .as("of this organisation alone")
                .isEqualTo(4);
    }

    @Test
    void shieldsFormSaysClassAndNearDetails() {
        String near = base64(NEAR_PDQ);
        String miss = base64("00".repeat(32));
        JsonNode scanned = json(post("/v1/pdq/", token, "{\"hashes\":[\"%s\",\"%s\"]}".formatted(near, miss)))
                .get("scanned_hashes");
        assertThat(scanned.get(near).get("classification").asString()).isEqualTo("csam");
        assertThat(scanned.get(near).get("match_type").asString()).isEqualTo("near");
        assertThat(scanned.get(near).get("near_match_details").get("distance").asInt())
                .isEqualTo(9);
        assertThat(scanned.get(miss).get("classification").asString()).isEqualTo("no-known-match");
        assertThat(scanned.get(miss).get("near_match_details").isNull()).isTrue();
        assertThat(lookUps()).as("one answer, one entry").hasSize(1);
        assertThat(lookUps().getFirst().facts()).contains("hashes=2", "hits=1");
    }

    /** Listed in a class that has no word here: said to be unmapped, which clients show to a person, and never "no known match". */
    @Test
    void aClassThatIsUnknownIsSaidToBeForAPerson() {
        String unknown = "0123456789abcdef".repeat(4);
        load("pdq,%s,class-of-tomorrow,test,%n".formatted(unknown));
        JsonNode scanned = json(post("/v1/pdq/", token, "{\"hashes\":[\"%s\"]}".formatted(base64(unknown))));
        assertThat(scanned.get("scanned_hashes")
                        .get(base64(unknown))
                        .get("classification")
                        .asString())
                .isEqualTo("unmapped");
        assertThat(json(get(RAW.formatted("pdq", unknown), token)).get("matches"))
                .hasSize(1);
    }

    @Test
    void aPictureIsHashedAndLookedUp() throws IOException {
        JsonNode answer = json(post("/v1/media/", token, picture()));
        assertThat(answer.get("classification").asString()).isEqualTo("no-known-match");
        assertThat(answer.get("sha1_base32").asString()).hasSize(32);
        assertThat(answer.get("size_bytes").asInt()).isEqualTo(picture().length);
        assertThat(lookUps()).hasSize(1);
    }

    @Test
    void whatCannotBeDecodedIsNeverNoMatch() {
        assertThat(post("/v1/media/", token, "no picture".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(422)
                .bodyText()
                .contains("NOT_A_PICTURE")
                .doesNotContain("no-known-match");
    }

    @Test
    void outsideTheCircleAHitIsAsLongAsAMissAndNamesNothing() {
        String outside = client(org, Circle.OUTSIDE, 1000);
        String hit = text(post("/v1/pdq/", outside, "{\"hashes\":[\"%s\"]}".formatted(base64(NEAR_PDQ))));
        String miss = text(post("/v1/pdq/", outside, "{\"hashes\":[\"%s\"]}".formatted(base64("01".repeat(32)))));
        assertThat(hit).contains("\"csam\"").doesNotContain("distance", "entry", "near\"");
        assertThat(miss).contains("\"no-known-match\"").hasSameSizeAs(hit);
        assertThat(get(RAW.formatted("pdq", PDQ), outside)).hasStatus(403);
        assertThat(get("/m/lookup?signal_type=pdq&signal=" + PDQ, outside)).hasStatus(403);
        assertThat(get("/m/index/status", outside)).hasStatus(403);
    }

    @Test
    void organisationsAreApart() {
        var other = fixtures.organisation("Elsewhere");
        String theirs = client(other, Circle.INSIDE, 1000);
        assertThat(json(get(RAW.formatted("sha256", SHA256), theirs)).get("matches"))
                .isEmpty();
        assertThat(json(get(RAW.formatted("sha256", SHA256), token)).get("matches"))
                .hasSize(1);
        assertThat(CurrentOrganisation.as(other, clients::all)).hasSize(1);
        assertThat(lookUps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/m/raw_lookup", "/m/lookup", "/m/index/status", "/m/nothing", "/h/hash"})
    void nobodyIsToldAnything(String path) {
        assertThat(mvc.get().uri(path)).hasStatus(401).hasContentType("application/problem+json");
        assertThat(get(path, "a-token-that-is-none")).hasStatus(401);
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "Camille");
        assertThat(mvc.get().uri(path).with(user(person)))
                .as("no session counts")
                .hasStatus(401);
    }

    @Test
    void pagesAreNotOpenedByAToken() {
        assertThat(get("/people/clients", token)).hasStatus3xxRedirection().hasRedirectedUrl("/sign-in");
        assertThat(get("/items", token)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void basicClientsGiveTheTokenAsPassword() {
        String basic = Base64.getEncoder().encodeToString(("partner:" + token).getBytes(StandardCharsets.UTF_8));
        assertThat(mvc.get().uri("/status").header("Authorization", "Basic " + basic))
                .hasStatusOk();
        assertThat(mvc.get().uri("/status").header("Authorization", "Basic ???"))
                .hasStatus(401);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        var made = client(org, Circle.INSIDE, 10);
        assertThat(get("/status", made)).hasStatusOk();
        CurrentOrganisation.as(org, () -> clients.revoke(quotaOfTen(), TEST));
        assertThat(get("/status", made)).hasStatus(401);
        assertThat(get(RAW.formatted("pdq", PDQ), made)).hasStatus(401);
    }

    private UUID quotaOfTen() {
        return clients.all().stream()
                .filter(client -> client.dailyQuota() == 10)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void theQuotaEndsAndBeginsAnewWithTheDay() {
        String few = client(org, Circle.INSIDE, 2);
        String two = "{\"hashes\":[\"%s\",\"%s\"]}".formatted(base64("02".repeat(32)), base64("03".repeat(32)));
        assertThat(get(RAW.formatted("pdq", PDQ), few)).hasStatusOk();
        assertThat(post("/v1/pdq/", few, two)).as("one is left").hasStatus(429);
        assertThat(get(RAW.formatted("pdq", PDQ), few)).hasStatusOk();
        var over = get(RAW.formatted("pdq", PDQ), few);
        assertThat(over).hasStatus(429).hasContentType("application/problem+json");
        long wait = Long.parseLong(over.getResponse().getHeader("Retry-After"));
        assertThat(lookUps()).as("what is refused is no look-up").hasSize(2);

        clock.advance(Duration.ofSeconds(wait));
        matches.catchUp();
        assertThat(get(RAW.formatted("pdq", PDQ), few)).hasStatusOk();
    }

    @Test
    void whatCannotBeAnsweredIsRefusedBeforeAPictureIsRead() {
        String one = client(org, Circle.INSIDE, 1);
        assertThat(post("/v1/media/", one, new byte[0])).as("it is read").hasStatus(400);
        assertThat(get(RAW.formatted("pdq", PDQ), one)).as("and took nothing").hasStatusOk();
        assertThat(post("/v1/media/", one, new byte[0])).as("over the quota").hasStatus(429);
    }

    @Test
    void aStaleIndexAnswersNothingAndTakesNothing() {
        String one = client(org, Circle.INSIDE, 1);
        clock.advance(Duration.ofSeconds(31));
        for (String uri : List.of("/status", RAW.formatted("pdq", PDQ), "/m/lookup?signal_type=pdq&signal=" + PDQ)) {
            assertThat(get(uri, one)).as(uri).hasStatus(503).bodyText().contains("INDEX-STALE");
        }
        String body = "{\"hashes\":[\"%s\"]}".formatted(base64(PDQ));
        assertThat(post("/v1/pdq/", one, body)).hasStatus(503).containsHeader("Retry-After");
        assertThat(lookUps()).isEmpty();
        matches.catchUp();
        assertThat(post("/v1/pdq/", one, body)).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/m/raw_lookup",
                "/m/raw_lookup?signal=00",
                "/m/raw_lookup?signal=00&signal_type=pdq",
                "/m/raw_lookup?signal=zz&signal_type=md5",
                "/m/lookup?signal_type=photodna&signal=00",
                "/m/lookup?signal_type=sha256"
            })
    void badQuestionsAreSaidToBeBad(String uri) {
        assertThat(get(uri, token)).hasStatus(400).hasContentType("application/problem+json");
        assertThat(lookUps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/m/compare|{}",
                "/m/compare|{\"pdq\":[\"00\"]}",
                "/m/compare|{\"pdq\":[null,null]}",
                "/m/compare|[",
                "/v1/pdq/|''",
                "/v1/pdq/|null",
                "/v1/pdq/|{\"hashes\":[]}",
                "/v1/pdq/|{\"hashes\":[\"AAAA\"]}",
                "/v1/pdq/|{\"hashes\":[\"%%%\"]}",
                "/v1/pdq/|{\"hashes\":[null]}",
                "/v1/media/|''"
            })
    void badBodiesAreSaidToBeBad(String uri, String body) {
        assertThat(post(uri, token, body)).hasStatus(400).hasContentType("application/problem+json");
        assertThat(lookUps()).isEmpty();
    }

    @Test
    void tooLongBodiesNameTheLimit() {
        byte[] body = new byte[ApiLimits.JSON_BYTES_MAX + 1];
        assertThat(post("/v1/pdq/", token, body))
                .hasStatus(413)
                .bodyText()
                .contains(Integer.toString(ApiLimits.JSON_BYTES_MAX));
    }

    private static byte[] picture() throws IOException {
        ImageIO.setUseCache(false);
        var picture = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 150; y++) {
                picture.setRGB(x, y, new Color((x * 5) % 256, (y * x) % 256, (y * 3 + x) % 256).getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static String text(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(MvcTestResult answer) {
        return JsonMapper.shared().readTree(text(answer));
    }
}
