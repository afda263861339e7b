package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that programs send in the form of Hasher-Matcher-Actioner, on a real server: had it read a form
 * by itself, the bytes would lie on its disk, and nothing would be left to read here.
 */
class HmaFilesTest extends ServedApi {
    private static final String EDGE = "a-boundary";

    @Test
    void aFileIsHashedAndLookedUp() throws Exception {
        byte[] file = new byte[300_000];
        ThreadLocalRandom.current().nextBytes(file);
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(file);
        String sha256 = HexFormat.of().formatHex(digest);
        list("sha256," + sha256 + ",csam,test,\n");
        String inside = client(Circle.INSIDE);

        var hashed = post("/h/hash", inside, "video", file);
        assertThat(hashed.statusCode()).isEqualTo(200);
        assertThat(json(hashed).get("sha256").asString()).isEqualTo(sha256);
        assertThat(json(hashed).get("video_md5").asString()).hasSize(32);
        assertThat(json(post("/h/hash?types=sha1", inside, "video", file)).propertyNames())
                .containsExactly("sha1");
        assertThat(post("/h/hash", inside, "photo", file).statusCode())
                .as("no picture")
                .isEqualTo(422);

        var found = json(post("/m/lookup?lang=fr", inside, "photo", file));
        assertThat(found.get("sha256").get("SERVED_LIST").get(0).get("distance").asInt())
                .isZero();
        assertThat(json(post("/m/lookup?signal_type=sha256", inside, "photo", file))
                        .propertyNames())
                .containsExactly("SERVED_LIST");
        assertThat(json(post("/m/lookup?banks=OTHER", inside, "photo", file))).isEmpty();
        file[7]++;
        assertThat(post("/m/lookup", inside, "photo", file).statusCode())
                .as("not decoded and not listed is no miss")
                .isEqualTo(422);
    }

    @Test
    void whatIsNoSuchFormIsRefused() {
        String inside = client(Circle.INSIDE);
        for (String path : new String[] {"/h/hash", "/m/lookup"}) {
            for (String body : new String[] {
                "",
                "nothing",
                "--" + EDGE,
                "--" + EDGE + "--",
                "--" + EDGE + "\r\n\r\n\r\n--" + EDGE + "--",
                "--" + EDGE + "\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nno file\r\n--" + EDGE + "--",
                part("photo", "x") + part("photo", "y") + "--" + EDGE + "--",
                part("photo", "") + "--" + EDGE + "--",
                part("photo", "x"),
                "--" + EDGE + "\r\n" + "x".repeat(10_000)
            }) {
                var answer = send(to(path, inside)
                        .header("Content-Type", "multipart/form-data; boundary=" + EDGE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
                assertThat(answer.statusCode()).as(path + body).isEqualTo(400);
            }
            assertThat(post(path + "?url=http%3A%2F%2Fpictures.example%2F1", inside, "photo", new byte[9])
                            .body())
                    .contains("Hostname not authorized");
        }
        assertThat(post("/m/lookup", client(Circle.OUTSIDE), "photo", new byte[9])
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/h/hash?url=http%3A%2F%2Fpictures.example%2F1", inside)
                                .build())
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/v1/url/", inside)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void banksAreReadAndNotChanged() {
        list("md5," + "5d".repeat(16) + ",csam,test,\nmd5," + "5e".repeat(16) + ",csam,test,\n");
        String inside = client(Circle.INSIDE);
        assertThat(get("/c/banks", inside).get(0).get("name").asString()).isEqualTo("SERVED_LIST");
        assertThat(get("/c/bank/SERVED_LIST", inside)
                        .get("matching_enabled_ratio")
                        .asDouble())
                .isEqualTo(1.0);
        var contents = get("/c/bank/SERVED_LIST/content", inside).get("contents");
        assertThat(contents).hasSize(2);
        long first = contents.get(0).asLong();
        assertThat(get("/c/bank/SERVED_LIST/content?before=" + first, inside).get("contents"))
                .hasSize(1);
        assertThat(get("/c/bank/SERVED_LIST/content/" + first, inside)
                        .get("signals")
                        .get("md5")
                        .asString())
                .isEqualTo("5e".repeat(16));
        assertThat(get("/c/exchanges", inside)).isEmpty();
        assertThat(get("/c/signal_type", inside).toString()).contains("{\"name\":\"pdq\",\"enabled_ratio\":1.0}");
        for (String path : new String[] {
            "/c/bank/OTHER",
            "/c/bank/OTHER/content",
            "/c/bank/SERVED_LIST/content/1",
            "/c/exchange/SERVED_LIST",
            "/c/exchange/SERVED_LIST/status"
        }) {
            assertThat(send(to(path, inside).build()).statusCode()).as(path).isEqualTo(404);
        }
        String outside = client(Circle.OUTSIDE);
        for (String path :
                new String[] {"/c/banks", "/c/bank/SERVED_LIST", "/c/bank/SERVED_LIST/content", "/c/exchanges"}) {
            assertThat(send(to(path, outside).build()).statusCode()).as(path).isEqualTo(403);
        }
        for (String path :
                new String[] {"/c/banks", "/c/bank/SERVED_LIST", "/c/bank/SERVED_LIST/content", "/c/exchanges"}) {
            var change = send(to(path, inside)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build());
            assertThat(change.statusCode()).as(path).isEqualTo(403);
            assertThat(change.body()).contains("list keeper");
        }
    }

    private JsonNode get(String path, String token) {
        var answer = send(to(path, token).build());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> post(String path, String token, String field, byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + EDGE + "\r\n" + head(field)).getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + EDGE + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(to(path, token)
                .header("Content-Type", "multipart/form-data; boundary=\"" + EDGE + "\"")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private static String part(String field, String text) {
        return "--" + EDGE + "\r\n" + head(field) + text + "\r\n";
    }

    private static String head(String field) {
        return "Content-Disposition: form-data; name=\"" + field
                + "\"; filename=\"1.jpg\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
