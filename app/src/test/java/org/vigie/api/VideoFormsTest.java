package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Videos that programs send: their frames are hashed in the sandbox and looked up, as those that the crawl meets. */
@TestPropertySource(properties = "vigie.crawl.allow-unsandboxed=true")
class VideoFormsTest extends ServedApi {
    private static final Path VIDEO =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq/pattern-sd-grey-bar.mp4");
    private static final String EDGE = "a-boundary";

    @Autowired
    private AuditReadService audit;

    private byte[] video = {};

    @BeforeEach
    void aVideo() throws IOException {
        assumeTrue(Files.isRegularFile(VIDEO), "skipped, the published videos are not there");
        video = Files.readAllBytes(VIDEO);
    }

    @Test
    void itsFramesAreHashedAndMatchedAndTheTimesAreTold() {
        String inside = client(Circle.INSIDE);
        var before = json(media(video, inside));
        assertThat(before.get("classification").asString()).isEqualTo("no-known-match");
        assertThat(json(form("/m/lookup", inside))).isEmpty();

        assertThat(before.get("near_match_details")).isEmpty();
        var hashed = json(form("/h/hash", inside));
        assertThat(hashed.get("video_md5").asString()).hasSize(32);
        assertThat(hashed.has("pdq")).isFalse();
        List<String> frames = new ArrayList<>();
        JsonMapper.shared().readTree(hashed.get("vpdq").asString()).forEach(frame -> frames.add(frame.asString()));
        assertThat(frames)
                .hasSizeGreaterThan(4)
                .allSatisfy(frame -> assertThat(frame).matches("[0-9a-f]{64},\\d{1,3},\\d+\\.\\d{3}"));
        assertThat(json(form("/h/hash?types=vpdq", inside)).propertyNames()).containsExactly("vpdq");

        listed(frames);
        var found = json(media(video, inside));
        assertThat(found.get("classification").asString()).isEqualTo("csam");
        assertThat(found.get("match_type").asString()).isEqualTo("near");
        assertThat(found.get("near_match_details")).isNotEmpty().allSatisfy(detail -> {
            assertThat(detail.get("timestamp").asDouble()).isNotNegative();
            assertThat(detail.get("stretches").get(0).get("frames").asInt()).isPositive();
        });
        assertThat(json(form("/m/lookup", inside)).get("pdq").get("SERVED_LIST"))
                .isNotEmpty();
        assertThat(json(form("/m/lookup?signal_type=pdq", inside)).propertyNames())
                .containsExactly("SERVED_LIST");

        String outside = client(Circle.OUTSIDE);
        var told = json(media(video, outside));
        assertThat(told.get("classification").asString()).isEqualTo("csam");
        assertThat(told.get("near_match_details")).isEmpty();
        assertThat(told.get("match_type").isNull()).isTrue();
    }

    @Test
    void whatWasNotComparedWholeIsNeverNoMatch() {
        String inside = client(Circle.INSIDE);
        byte[] whole = video;
        for (int length : new int[] {900, whole.length / 2}) {
            video = Arrays.copyOf(whole, length);
            assertThat(media(video, inside).statusCode()).as("%d bytes", length).isEqualTo(422);
            assertThat(form("/m/lookup", inside).statusCode()).isEqualTo(422);
            var hashed = form("/h/hash", inside);
            assertThat(hashed.statusCode()).isEqualTo(200);
            assertThat(json(hashed).has("vpdq")).as("of a part").isFalse();
        }
    }

    @Test
    void aVideoCountsOneAndOneForEachOfItsScenes() {
        String token = CurrentOrganisation.as(
                org,
                () -> LongTokens.give(
                        clients,
                        clients.create("Of few", Circle.INSIDE, 1, TEST).id(),
                        30,
                        TEST));
        assertThat(media(video, token).statusCode()).isEqualTo(429);
        assertThat(media(video, token).statusCode())
                .as("the decoding is not given back")
                .isEqualTo(429);
        assertThat(lookUps()).isEmpty();
        assertThat(media(video, client(Circle.INSIDE)).statusCode()).isEqualTo(200);
        assertThat(lookUps()).hasSize(1);
    }

    private List<?> lookUps() {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion("client.looked-up", "", Long.MAX_VALUE)));
    }

    private void listed(List<String> frames) {
        var rows = new StringBuilder();
        frames.stream()
                .map(frame -> frame.split(",", -1))
                .filter(frame -> Integer.parseInt(frame[1]) >= 50)
                .forEach(frame -> rows.append("pdq,%s,csam,test,%n".formatted(frame[0])));
        list(rows.toString());
    }

    private HttpResponse<String> media(byte[] file, String token) {
        return send(to("/v1/media/", token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }

    private HttpResponse<String> form(String path, String token) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + EDGE
                        + "\r\nContent-Disposition: form-data; name=\"video\"; filename=\"1.mp4\"\r\n"
                        + "Content-Type: video/mp4\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(video);
        body.writeBytes(("\r\n--" + EDGE + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(to(path, token)
                .header("Content-Type", "multipart/form-data; boundary=" + EDGE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
