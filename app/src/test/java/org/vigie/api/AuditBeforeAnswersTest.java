package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.testing.FailingLog;
import org.vigie.testing.Figure;
import org.vigie.testing.FirstByte;
import tools.jackson.databind.json.JsonMapper;

/**
 * S32 for programs: what is listed is asked in every way there is, again and again, while the audit log fails at random. An answer
 * that tells of an entry has the client and the entry in the log, committed, before its first byte.
 */
@Tag("figures")
class AuditBeforeAnswersTest extends ApiTestBase {
    private static final String KNOWN = "a file that is no picture";
    private static final String EDGE = "an-edge";
    private static final String JSON_TYPE = "application/json";
    private static final String CLASS = "\"csam\"";
    private static final JsonMapper JSON = new JsonMapper();

    /** What tells nothing of what is on a list. */
    private static final List<String> SILENT = List.of(
            "GET /c/banks",
            "GET /c/bank/{name}",
            "GET /c/content_type",
            "GET /c/exchange/{name}",
            "GET /c/exchange/{name}/status",
            "GET /c/exchanges",
            "GET /c/exchanges/api/{api}",
            "GET /c/exchanges/api/{api}/schema",
            "GET /c/exchanges/apis",
            "GET /c/signal_type",
            "GET /c/signal_type/index",
            "GET /c/signal_type/{type}/index",
            "GET /h/hash",
            "GET /m/index/status",
            "GET /openapi.json",
            "GET /site-map",
            "GET /status",
            "GET /status/live",
            "POST /h/hash",
            "POST /m/compare",
            // fetches the file first, which loopback alone has here: UrlFormsTest
            "POST /v1/url",
            "POST /v1/url/");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private DatabaseAccess access;

    /**
     * A way to ask.
     *
     * @param type of the body; none of a question that has none
     * @param tells what stands in the answer where it tells of the entry
     * @param subjects what the log says that it was about
     */
    private record Way(
            String route, String path, @Nullable String type, String body, String tells, List<String> subjects) {
        static Way get(String route, String path, String tells, List<String> subjects) {
            return new Way("GET " + route, path, null, "", tells, subjects);
        }

        static Way post(String path, String type, String body, String tells, List<String> subjects) {
            return new Way("POST " + path, path, type, body, tells, subjects);
        }
    }

    /** @param recorded what the entries that were committed since the last answer are about, when the first byte left */
    private record Answer(int status, String body, List<List<String>> recorded) {}

    private String asking = "";
    private List<Way> ways = List.of();
    private long seen;

    @BeforeEach
    void everyWayToAsk() throws Exception {
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(KNOWN.getBytes(StandardCharsets.US_ASCII)));
        load("sha256,%s,csam,test,\n".formatted(sha256));
        asking = client(org, Circle.INSIDE, 1_000_000);
        String file = "--" + EDGE + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x\"\r\n\r\n" + KNOWN
                + "\r\n--" + EDGE + "--\r\n";
        String bank = JSON.readTree(body("/c/banks")).get(0).get("name").asString();
        String picture = listed("pdq", PDQ);
        String known = listed("sha256", sha256);
        String client = lookUps().getFirst().subjects().getFirst();
        List<String> aboutPicture = List.of(client, picture);
        List<String> aboutFile = List.of(client, known);
        String question = "{\"hashes\":[\"%s\"]}"
                .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(PDQ)));
        ways = List.of(
                Way.get("/m/raw_lookup", asked("/m/raw_lookup", "pdq", PDQ), picture, aboutPicture),
                Way.get("/m/lookup", asked("/m/lookup", "sha256", sha256), bank, aboutFile),
                Way.post("/m/lookup", "multipart/form-data; boundary=" + EDGE, file, bank, aboutFile),
                Way.post("/v1/pdq", JSON_TYPE, question, CLASS, aboutPicture),
                Way.post("/v1/pdq/", JSON_TYPE, question, CLASS, aboutPicture),
                Way.post("/v1/media", "image/png", KNOWN, CLASS, aboutFile),
                Way.post("/v1/media/", "image/png", KNOWN, CLASS, aboutFile),
                Way.get("/c/bank/{name}/content", "/c/bank/" + bank + "/content", picture, List.of(client)),
                Way.get(
                        "/c/bank/{name}/content/{number}",
                        "/c/bank/" + bank + "/content/" + picture,
                        PDQ,
                        aboutPicture));
    }

    private static String asked(String path, String type, String hash) {
        return path + "?signal_type=" + type + "&signal=" + hash;
    }

    private String body(String path) throws IOException {
        return get(path, asking).getResponse().getContentAsString();
    }

    /** The number of the entry of that hash. */
    private String listed(String type, String hash) throws IOException {
        return JSON.readTree(body(asked("/m/raw_lookup", type, hash)))
                .get("matches")
                .get(0)
                .asString();
    }

    @Test
    void noEntryIsToldOfWithoutItsEntryInTheLog() throws Exception {
        var known = new TreeSet<>(SILENT);
        ways.forEach(way -> known.add(way.route()));
        assertThat(routes()).as("what programs can read").hasSameElementsAs(known);
        for (Way way : ways) {
            Answer answer = ask(way);
            assertThat(answer.body()).as(way.path()).contains(way.tells());
            assertThat(answer.recorded()).as(way.path()).contains(way.subjects());
        }

        int rounds = Figure.rounds(300, 10_000);
        int told = 0;
        int denied = 0;
        var random = new Random(32);
        try (var _ = FailingLog.begin(access, "actor_id", "api")) {
            for (int round = 0; round < rounds; round++) {
                Way way = ways.get(random.nextInt(ways.size()));
                Answer answer = ask(way);
                if (answer.body().contains(way.tells())) {
                    told++;
                    assertThat(answer.recorded()).as("%s", answer).contains(way.subjects());
                } else {
                    denied++;
                    assertThat(answer.status()).as("%s", answer).isGreaterThanOrEqualTo(500);
                }
            }
        }
        assertThat(denied).isBetween(rounds / 30, rounds / 3);
        Figure.keep(
                "S32-programs",
                "%,d questions of a program in %d ways that tell of entries, %,d denied because the audit log failed, %,d told, 0 without their entry"
                        .formatted(rounds, ways.size(), denied, told));
    }

    private List<String> routes() {
        var routes = new ArrayList<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ForClients.class)
                    && !handler.getMethod().getName().equals("change")) {
                for (String path : mapping.getPatternValues()) {
                    mapping.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + path));
                }
            }
        });
        return routes;
    }

    private Answer ask(Way way) throws IOException {
        var recorded = new ArrayList<List<String>>();
        var request = mvc.method(
                        HttpMethod.valueOf(way.route().substring(0, way.route().indexOf(' '))))
                .uri(way.path())
                .header("Authorization", "Bearer " + asking)
                .requestAttr(FirstByte.LOOK, (Runnable) () -> recorded.addAll(recorded()));
        if (way.type() != null) {
            request = request.header("Content-Type", way.type())
                    .content(way.body().getBytes(StandardCharsets.US_ASCII));
        }
        var result = request.exchange();
        if (result.getUnresolvedException() != null) {
            // the server makes an error of it; nothing may have left by then
            assertThat(recorded).as(way.path()).isEmpty();
            return new Answer(500, "", List.of());
        }
        return new Answer(
                result.getResponse().getStatus(), result.getResponse().getContentAsString(), List.copyOf(recorded));
    }

    /** On a connection of its own: what it sees is committed. */
    private List<List<String>> recorded() {
        try (Connection connection = access.connect(Role.VERIFIER);
                PreparedStatement query = connection.prepareStatement(
                        "select id, subjects from audit_entry where org_id = ?::uuid and id > ? order by id")) {
            query.setString(1, org.toString());
            query.setLong(2, seen);
            try (ResultSet row = query.executeQuery()) {
                var entries = new ArrayList<List<String>>();
                while (row.next()) {
                    seen = row.getLong("id");
                    entries.add(List.of((String[]) row.getArray("subjects").getArray()));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
