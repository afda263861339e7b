package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients of Hasher-Matcher-Actioner ask besides hashes, and what they must not do. */
class HmaRoutesTest extends ServedApi {
    @Test
    void theFormsDescribeThemselves() throws Exception {
        String outside = client(Circle.OUTSIDE);
        var map = get("/site-map", outside);
        assertThat(map.toString())
                .contains("\"/m/raw_lookup\"", "\"/c/bank/<name>\"", "\"/site-map\"", "\"/v1/url/\"")
                .doesNotContain("*", "/people", "/items");
        assertThat(get("/openapi.json", outside))
                .isEqualTo(JsonMapper.shared().readTree(Files.readString(Path.of("../docs/openapi.json"))));
        assertThat(send(to("/status/live", outside).build()).body()).isEqualTo("I-AM-ALIVE");
        for (String path : new String[] {"/site-map", "/openapi.json", "/status/live"}) {
            assertThat(send(to(path, "nobody's").build()).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void theIndexAndTheServicesAreTold() {
        list("pdq," + "0f".repeat(32) + ",csam,test,\n");
        String inside = client(Circle.INSIDE);
        var pdq = get("/c/signal_type/index", inside).get("pdq");
        assertThat(pdq.get("db_size").asInt()).isOne();
        assertThat(pdq.get("index_size").asInt()).isOne();
        assertThat(pdq.get("index_out_of_date").asBoolean()).isFalse();
        assertThat(pdq.get("index_built_to").asLong()).isPositive();
        assertThat(get("/c/signal_type/pdq/index", inside)).isEqualTo(pdq);
        for (String one : new String[] {"/c/signal_type/index?signal_type=pdq", "/m/index/status?signal_type=pdq"}) {
            assertThat(get(one, inside).propertyNames()).as(one).containsExactly("pdq");
        }
        assertThat(get("/m/index/status?signal_type=video_md5", inside).propertyNames())
                .containsExactly("video_md5");

        assertThat(get("/c/exchanges/apis", inside).toString()).isEqualTo("[\"ncmec\",\"stopncii\"]");
        assertThat(get("/c/exchanges/api/ncmec", inside).toString())
                .isEqualTo("{\"supports_authentification\":true,\"has_set_authentification\":false}");
        assertThat(get("/c/exchanges/api/ncmec/schema", inside)).isNotEmpty();
        for (String unknown : new String[] {
            "/c/exchanges/api/other",
            "/c/exchanges/api/other/schema",
            "/c/signal_type/other/index",
            "/m/index/status?signal_type=other"
        }) {
            assertThat(send(to(unknown, inside).build()).statusCode())
                    .as(unknown)
                    .isEqualTo(400);
        }
        String outside = client(Circle.OUTSIDE);
        for (String closed : new String[] {
            "/c/exchanges/apis", "/c/exchanges/api/ncmec", "/c/signal_type/index", "/c/signal_type/pdq/index"
        }) {
            assertThat(send(to(closed, outside).build()).statusCode())
                    .as(closed)
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/c/banks,403",
        "PUT,/c/bank/SERVED_LIST,403",
        "DELETE,/c/bank/SERVED_LIST/content/1,403",
        "POST,/c/bank/SERVED_LIST/signal,403",
        "POST,/c/exchanges,403",
        "POST,/c/exchanges/api/ncmec,403",
        "DELETE,/c/exchange/SERVED_LIST,403",
        "PUT,/c/signal_type/pdq,403",
        "PUT,/c/content_type/photo,403",
        "DELETE,/h/hash,405",
        "PUT,/m/lookup,405",
        "GET,/m/compare,405",
        "GET,/v1/media/,405",
        "POST,/status,405",
        "POST,/site-map,405",
        "GET,/m/other,404",
        "GET,/c/other,404"
    })
    void whatIsNotAllowedIsSaidInASentence(String method, String path, int status) {
        var answer = send(to(path, client(Circle.INSIDE))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("detail").asString()).isNotBlank();
        assertThat(json(answer).get("message")).isEqualTo(json(answer).get("detail"));
    }

    private JsonNode get(String path, String token) {
        var answer = send(to(path, token).build());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
