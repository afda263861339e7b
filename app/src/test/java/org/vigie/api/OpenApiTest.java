package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;
import org.vigie.testing.Golden;
import org.vigie.testing.VigieTest;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** docs/openapi.json, and what is served of it, is what the endpoints are; each has a sentence here. */
@VigieTest
@TestPropertySource(
        properties = {
            "springdoc.api-docs.enabled=true",
            "springdoc.packages-to-scan=org.vigie.api",
            "springdoc.paths-to-match=/status/**,/site-map,/openapi.json,/m/**,/h/**,/c/**,/v1/**,/oauth/**"
        })
@Import(OpenApiTest.Described.class)
class OpenApiTest {
    private static final Path FILE = Path.of("../docs/openapi.json");

    /** The same, as it is served. */
    private static final Path SERVED = Path.of("src/main/resources/api/openapi.json");

    /** What each does, by method and path. */
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("get /status", "Whether the lists in memory can be relied on"),
            Map.entry("get /status/live", "Whether the server answers at all"),
            Map.entry("get /site-map", "The paths of these forms"),
            Map.entry("get /openapi.json", "This file"),
            Map.entry("get /m/index/status", "How old and how large the index is; inside the circle"),
            Map.entry("get /m/raw_lookup", "Entries that a hash matches; inside the circle"),
            Map.entry("get /m/lookup", "Entries that a hash, or a file at an address, matches; inside the circle"),
            Map.entry("post /m/lookup", "Entries that a file matches, by type and bank; inside the circle"),
            Map.entry("post /m/compare", "How far two PDQ hashes are apart"),
            Map.entry("get /h/hash", "The hashes of a file at an address of one of the client's hosts"),
            Map.entry("post /h/hash", "The hashes of a file"),
            Map.entry("get /c/banks", "The hash lists that match; inside the circle, as all of /c/"),
            Map.entry("get /c/bank/{name}", "One of them"),
            Map.entry("get /c/bank/{name}/content", "The numbers of its entries, the newest first, a page at a time"),
            Map.entry("get /c/bank/{name}/content/{number}", "One of its entries with its hash"),
            Map.entry("get /c/exchanges", "The banks that a service of others feeds"),
            Map.entry("get /c/exchange/{name}", "What feeds a bank"),
            Map.entry("get /c/exchange/{name}/status", "When that was asked last, and how it went"),
            Map.entry("get /c/exchanges/apis", "The services that can feed a bank"),
            Map.entry("get /c/exchanges/api/{api}", "Whether one of them takes credentials, and has any"),
            Map.entry("get /c/exchanges/api/{api}/schema", "What a program could fill in to set one up: nothing"),
            Map.entry("get /c/signal_type", "The types of hashes"),
            Map.entry("get /c/signal_type/index", "How the index stands, by type"),
            Map.entry("get /c/signal_type/{type}/index", "The same of one type"),
            Map.entry("get /c/content_type", "The types of files"),
            Map.entry("post /v1/pdq", "The class of each of up to 100 PDQ hashes"),
            Map.entry("post /v1/pdq/", "The same"),
            Map.entry("post /v1/media", "The class of a picture or video that is sent as it is"),
            Map.entry("post /v1/media/", "The same"),
            Map.entry("post /v1/url", "The class of a file at an address of one of the client's hosts"),
            Map.entry("post /v1/url/", "The same"),
            Map.entry("post /oauth/token", "A token of ten minutes for an assertion that the client signed"));

    @Autowired
    private OpenApiWebMvcResource described;

    @Test
    void theFileIsWhatTheEndpointsAre() throws Exception {
        byte[] json = described.openapiJson(new MockHttpServletRequest(), "/v3/api-docs", Locale.ENGLISH);
        var mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        var sorted = mapper.readValue(json, TreeMap.class);
        String text = mapper.writeValueAsString(sorted).replace("\r\n", "\n") + "\n";
        Golden.compare(FILE, text);
        Golden.compare(SERVED, text);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Described {
        @Bean
        OpenApiCustomizer words() {
            return OpenApiTest::describe;
        }
    }

    private static void describe(OpenAPI api) {
        api.info(new Info()
                        .title("Vigie: the API for programs")
                        .version("1")
                        .description(
                                "See api.md. A PDQ hash is 64 hexadecimal digits, or 32 bytes in base64 under /v1/."))
                .servers(null)
                .tags(null)
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("DPoP")
                                        .description(
                                                "A token from /oauth/token with a proof (RFC 9449), or as Bearer with"
                                                        + " the certificate that it is bound to (RFC 8705).")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    String name = method.name().toLowerCase(Locale.ROOT) + " " + path;
                    boolean changes = path.startsWith("/c/") && !name.startsWith("get ");
                    String sentence = changes ? "Refused: lists are changed by people" : SENTENCES.get(name);
                    assertThat(sentence).as("a sentence for %s", name).isNotNull();
                    operation.summary(sentence).operationId(null).tags(null);
                    if (path.equals("/oauth/token")) {
                        operation.security(List.of());
                    }
                    body(name, operation);
                    operation.setResponses(answers(operation, changes));
                }));
    }

    private static void body(String name, Operation operation) {
        switch (name) {
            case "post /m/compare" -> operation.requestBody(sent("application/json", fields("pdq")));
            case "post /v1/pdq", "post /v1/pdq/" -> operation.requestBody(sent("application/json", fields("hashes")));
            case "post /v1/url", "post /v1/url/" ->
                operation.requestBody(
                        sent("application/json", new ObjectSchema().addProperty("url", new StringSchema())));
            case "post /v1/media", "post /v1/media/" ->
                operation.requestBody(sent("application/octet-stream", new StringSchema().format("binary")));
            case "post /h/hash", "post /m/lookup" ->
                operation.requestBody(sent(
                        "multipart/form-data",
                        new ObjectSchema()
                                .addProperty("photo", new StringSchema().format("binary"))
                                .addProperty("video", new StringSchema().format("binary"))));
            case "post /oauth/token" -> {
                var form = new ObjectSchema();
                operation.getParameters().forEach(one -> form.addProperty(one.getName(), new StringSchema()));
                operation.parameters(null).requestBody(sent("application/x-www-form-urlencoded", form));
            }
            default -> {}
        }
    }

    private static Schema<?> fields(String name) {
        return new ObjectSchema()
                .addProperty(name, new io.swagger.v3.oas.models.media.ArraySchema().items(new StringSchema()));
    }

    private static RequestBody sent(String type, Schema<?> schema) {
        return new RequestBody()
                .required(true)
                .content(new Content().addMediaType(type, new MediaType().schema(schema)));
    }

    private static ApiResponses answers(Operation operation, boolean changes) {
        var answers = new ApiResponses();
        if (!changes) {
            operation.getResponses().forEach((status, answer) -> {
                if (status.equals("200")) {
                    answers.addApiResponse(status, answer);
                }
            });
        }
        for (String status : List.of("400", "401", "403", "404", "405", "413", "422", "429", "503")) {
            answers.addApiResponse(status, new ApiResponse().description("See api.md"));
        }
        return answers;
    }
}
