package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.testing.HostileServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that clients name by their address: from the hosts that an administrator named, and from nowhere else. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "vigie.crawl.allow-unsandboxed=true")
class UrlFormsTest extends ServedApi {
    private static final String REFUSAL = "Hostname not authorized for this user";
    private static final String SECRET = "a-secret-path";
    private static final long MANY_BYTES = 60L << 20;

    @Autowired
    private ClientHostService hosts;

    @Autowired
    private AuditReadService audit;

    private final byte[] known = new byte[2_000];
    private final byte[] picture = picture();
    private HostileServer server;

    UrlFormsTest() throws IOException {}

    @BeforeEach
    void aServerAndAKnownFile() throws Exception {
        server = new HostileServer(this::answer);
        ThreadLocalRandom.current().nextBytes(known);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(known));
        list("sha256," + sha256 + ",csam,test,\n");
    }

    @AfterEach
    void noAddressInTheLog(CapturedOutput output) throws IOException {
        assertThat(output).doesNotContain(SECRET, ":" + server.port());
        server.close();
    }

    private void answer(HostileServer.Connection connection, HostileServer.Request request) throws IOException {
        switch (request.target().replaceFirst("^/" + SECRET, "")) {
            case "/known" -> connection.sendBody("application/octet-stream", known);
            case "/picture" -> connection.sendBody("image/png", picture);
            case "/page" -> connection.sendPage("<html>no picture</html>");
            case "/empty" -> connection.sendBody("image/png", new byte[0]);
            case "/here" -> redirect(connection, at("/known"));
            case "/away" -> redirect(connection, at("other.localhost", "/known"));
            case "/round" -> redirect(connection, at("/round"));
            case "/nowhere" -> redirect(connection, "ftp://files.localhost/known");
            case "/large" ->
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + MANY_BYTES
                        + "\r\n\r\n\u0089PNG\r\n\032\n" + "x".repeat(2_000));
            case "/cut" -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(2_000));
                connection.close();
            }
            case "/nonsense" -> {
                connection.send("nonsense\r\n\r\n");
                connection.close();
            }
            default -> connection.send("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static void redirect(HostileServer.Connection connection, String to) throws IOException {
        connection.send("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
    }

    private String at(String path) {
        return at("files.localhost", path);
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + server.port() + "/" + SECRET + path;
    }

    private ApiClient made(Circle circle, int quota) {
        return CurrentOrganisation.as(org, () -> {
            var client = clients.create("Fetching", circle, quota, TEST);
            hosts.add(client.id(), "Files.Localhost", TEST);
            return client;
        });
    }

    private String token(ApiClient client) {
        return CurrentOrganisation.as(org, () -> LongTokens.give(clients, client.id(), 30, TEST));
    }

    private String token(Circle circle) {
        return token(made(circle, 1_000));
    }

    private HttpResponse<String> url(String address, String token) {
        return send(to("/v1/url/", token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + address + "\"}"))
                .build());
    }

    private HttpResponse<String> media(byte[] file, String token) {
        return send(to("/v1/media/", token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }

    @ParameterizedTest
    @EnumSource
    void aFileAtAnAddressIsAnsweredAsOneThatIsSent(Circle circle) {
        String token = token(circle);
        for (String path : List.of("/known", "/picture", "/here")) {
            var answer = url(at(path), token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer)).as(path).isEqualTo(json(media(path.equals("/picture") ? picture : known, token)));
        }
        assertThat(json(url(at("/known"), token)).get("classification").asString())
                .isEqualTo("csam");
        assertThat(json(url(at("/picture"), token)).get("classification").asString())
                .isEqualTo("no-known-match");
        assertThat(url(at("/page"), token).statusCode()).as("not compared").isEqualTo(422);
    }

    @Test
    void everyOtherHostIsRefusedAlikeAndNotAsked() {
        String token = token(Circle.INSIDE);
        int port = server.port();
        for (String address : List.of(
                at("other.localhost", "/known"),
                at("a.files.localhost", "/known"),
                at("localhost", "/known"),
                at("127.0.0.1", "/known"),
                at("[::1]", "/known"),
                "http://files.localhost@other.localhost:" + port + "/known",
                "http://other.localhost:" + port + "/known?files.localhost",
                "http://files.localhost.nowhere.example/known",
                "https://nowhere.example/known")) {
            var answer = url(address, token);
            assertThat(answer.statusCode()).as(address).isEqualTo(403);
            assertThat(json(answer).get("detail").asString()).isEqualTo(REFUSAL);
        }
        assertThat(server.requests()).isEmpty();
        assertThat(url(at("/away"), token).body())
                .isEqualTo(url(at("other.localhost", "/known"), token).body());
        assertThat(server.requests()).as("the redirect alone").hasSize(1);
        String without = client(Circle.INSIDE);
        assertThat(json(url(at("/known"), without)).get("detail").asString()).isEqualTo(REFUSAL);
    }

    @ParameterizedTest
    @CsvSource({
        "/missing,no file",
        "/empty,no file",
        "/nowhere,no file",
        "/nonsense,no answer",
        "/large,at most",
        "/cut,in time",
        "/round,redirects"
    })
    void whatCannotBeHadIsSaidWithoutWhatLiesBehind(String path, String reason) {
        var answer = url(at(path), token(Circle.INSIDE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body())
                .contains(reason, "not a \\\"no match\\\"")
                .doesNotContain("127.0.0.1", "localhost", Integer.toString(server.port()), SECRET);
    }

    @Test
    void aPortWithoutAServerIsNoAnswer() {
        assertThat(url("http://files.localhost:1/" + SECRET, token(Circle.INSIDE))
                        .body())
                .contains("no answer");
    }

    @Test
    void whatIsNoAddressIsSaidToBeNone() {
        String token = token(Circle.INSIDE);
        for (String body :
                List.of("{}", "{\"url\":\"\"}", "{\"url\":\"files.localhost\"}", "{\"url\":\"ftp://a/\"}", "x")) {
            assertThat(send(to("/v1/url/", token)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build())
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void aFetchCountsAndIsInTheLogWithoutTheAddress() {
        var client = made(Circle.INSIDE, 2);
        String token = token(client);
        assertThat(url(at("/known"), token).statusCode()).isEqualTo(200);
        assertThat(url(at("/known"), token).statusCode()).as("the quota").isEqualTo(429);
        assertThat(server.requests()).hasSize(1);

        List<AuditLine> fetched = lines("client.had-fetched");
        assertThat(fetched)
                .singleElement()
                .satisfies(
                        line -> assertThat(line.toString()).contains(client.id().toString()));
        assertThat(lines("client.looked-up")).hasSize(1);
        assertThat(lines("").toString()).doesNotContain(SECRET, "localhost");
    }

    @Test
    void aHitOutsideTheCircleIsAsLongAsAMiss() {
        String token = token(Circle.OUTSIDE);
        String hit = url(at("/known"), token).body();
        String miss = url(at("/picture"), token).body();
        assertThat(hit).contains("\"csam\"").doesNotContain("entry", "distance");
        assertThat(miss).contains("\"no-known-match\"");
        int digits = Integer.toString(picture.length).length() - 4;
        assertThat(miss.length() - digits).isEqualTo(hit.length());
    }

    @Test
    void theFormsOfHmaFetchFromTheSameHosts() {
        String token = token(Circle.INSIDE);
        String knownHere = "url=" + URLEncoder.encode(at("/known"), StandardCharsets.UTF_8);
        String pictureHere = "url=" + URLEncoder.encode(at("/picture"), StandardCharsets.UTF_8);
        String elsewhere = "url=" + URLEncoder.encode(at("other.localhost", "/known"), StandardCharsets.UTF_8);
        for (String method : List.of("GET", "POST")) {
            assertThat(json(asked(method, "/h/hash?content_type=video&" + knownHere, token))
                            .get("sha256"))
                    .isNotNull();
            var pdq = asked(method, "/h/hash?types=pdq&" + pictureHere, token);
            assertThat(json(pdq).propertyNames()).as(pdq.body()).containsExactly("pdq");
            assertThat(asked(method, "/h/hash?" + knownHere, token).statusCode())
                    .as("taken for a picture")
                    .isEqualTo(422);
            var found = json(asked(method, "/m/lookup?" + knownHere, token));
            assertThat(found.get("sha256").get("SERVED_LIST")).hasSize(1);
            assertThat(json(asked(method, "/m/lookup?signal_type=sha256&" + knownHere, token))
                            .propertyNames())
                    .containsExactly("SERVED_LIST");
            assertThat(json(asked(method, "/m/lookup?" + pictureHere, token))).isEmpty();
            for (String path : List.of("/h/hash?", "/m/lookup?")) {
                var refused = asked(method, path + elsewhere, token);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(json(refused).get("message").asString()).isEqualTo(REFUSAL);
            }
        }
        assertThat(asked("GET", "/m/lookup?" + knownHere, token(Circle.OUTSIDE)).statusCode())
                .isEqualTo(403);
        assertThat(asked("GET", "/h/hash", token).statusCode()).isEqualTo(400);
    }

    @Test
    void hostsAreNamesAndBounded() {
        var client = made(Circle.INSIDE, 10);
        String token = token(client);
        CurrentOrganisation.as(org, () -> {
            for (String bad : List.of(
                    "",
                    " ",
                    "http://a.example",
                    "a.example/x",
                    "a.example:80",
                    "127.0.0.1",
                    "2130706433",
                    "[::1]",
                    "a b",
                    "x@a.example",
                    "a..example",
                    "files.localhost",
                    "FILES.localhost.")) {
                assertThatThrownBy(() -> hosts.add(client.id(), bad, TEST))
                        .as(bad)
                        .isInstanceOf(Refusal.class);
            }
            assertThat(hosts.add(client.id(), " B\u00fccher.Example ", TEST).host())
                    .isEqualTo("xn--bcher-kva.example");
            assertThatThrownBy(() -> hosts.remove(client.id(), UUID.randomUUID(), TEST))
                    .isInstanceOf(Refusal.class);
            for (int i = 2; i < ApiLimits.HOSTS_MAX; i++) {
                hosts.add(client.id(), "h" + i + ".example", TEST);
            }
            assertThatThrownBy(() -> hosts.add(client.id(), "more.example", TEST))
                    .isInstanceOf(Refusal.class);
            hosts.remove(client.id(), "files.localhost", TEST);
        });
        assertThat(url(at("/known"), token).statusCode()).as("removed").isEqualTo(403);
        assertThat(server.requests()).isEmpty();
        assertThat(lines("client.host-removed")).hasSize(1);
        CurrentOrganisation.as(org, () -> hosts.add(client.id(), "files.localhost", TEST));
        assertThat(url(at("/known"), token).statusCode()).as("added again").isEqualTo(200);
    }

    private HttpResponse<String> asked(String method, String path, String token) {
        return send(to(path, token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private List<AuditLine> lines(String act) {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion(act, "", Long.MAX_VALUE)));
    }

    private static byte[] picture() throws IOException {
        ImageIO.setUseCache(false);
        var drawn = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 150; y++) {
                drawn.setRGB(x, y, (x * 5 % 256) << 16 | (y * x % 256) << 8 | (y * 3 + x) % 256);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(drawn, "png", out);
        return out.toByteArray();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
