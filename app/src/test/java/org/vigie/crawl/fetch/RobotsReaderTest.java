package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.testing.HostileServer;

/** What becomes of a question for robots.txt (RFC 9309, 2.3.1). */
class RobotsReaderTest extends FetchTestBase {
    private static final String RULES = "User-agent: *\nDisallow: /private\n";

    private RobotsText read(HostileServer server) {
        return new RobotsReader(fetcher()).read(address(server, "/deep/page?q=1"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, NO_RULES", "401, NO_RULES", "403, NO_RULES", "404, NO_RULES", "410, NO_RULES", "451, NO_RULES",
        "429, UNREACHABLE", "500, UNREACHABLE", "503, UNREACHABLE", "999, UNREACHABLE", "204, FILE", "304, NO_RULES"
    })
    void theStatusDecides(int status, RobotsText.State state) {
        HostileServer server = saying("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");

        assertThat(read(server).state()).isEqualTo(state);
        assertThat(server.requests()).extracting(HostileServer.Request::target).containsExactly("/robots.txt");
    }

    static Stream<Arguments> unreachable() {
        return Stream.of(
                Arguments.of("hangs up", (HostileServer.Script) (connection, request) -> connection.close()),
                Arguments.of("resets", (HostileServer.Script) (connection, request) -> connection.reset()),
                Arguments.of("silence", (HostileServer.Script)
                        (connection, request) -> connection.rest(Duration.ofSeconds(9))),
                Arguments.of("no HTTP", (HostileServer.Script) (connection, request) -> {
                    connection.send("what?\r\n");
                    connection.close();
                }),
                Arguments.of("slow", (HostileServer.Script) (connection, request) -> {
                    connection.send(head("text/plain", 1_000, ""));
                    connection.drip(RULES, Duration.ofMillis(100));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unreachable(String name, HostileServer.Script script) {
        assertThat(read(server(script)).state()).isEqualTo(RobotsText.State.UNREACHABLE);
    }

    static Stream<Arguments> rulesInAnyForm() {
        return Stream.of(
                Arguments.of("text/plain", RULES),
                Arguments.of("text/html", RULES),
                Arguments.of("application/octet-stream", RULES),
                Arguments.of("image/png", RULES),
                Arguments.of("text/plain", "\ufeff" + RULES),
                Arguments.of("text/plain", RULES.replace("\n", "\r")),
                Arguments.of("text/plain", "user-AGENT : VIGIE/1.0\ndisALLOW : /private # why\n"),
                Arguments.of("text/plain", "\0\0nonsense\nx: y\n" + RULES),
                Arguments.of("text/plain", "Disallow: /\n" + RULES),
                Arguments.of("text/plain", RULES + "x".repeat(3 << 20)),
                Arguments.of("text/plain", RULES + "User-agent: other\nDisallow: /\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rulesInAnyForm(String type, String file) {
        byte[] bytes = file.getBytes(UTF_8);
        RobotsText text = read(server((connection, request) -> connection.sendBody(type, bytes)));

        assertThat(text.state()).isEqualTo(RobotsText.State.FILE);
        assertThat(text.text()).hasSizeLessThanOrEqualTo(FetchLimits.ROBOTS_BYTES_MAX.value());
        RobotsRules rules = RobotsRules.parse(text.text());
        assertThat(rules.allows(CanonicalAddress.parse("http://host.example/private/1")))
                .isFalse();
        assertThat(rules.allows(CanonicalAddress.parse("http://host.example/public")))
                .isTrue();
    }

    @Test
    void aPageInsteadOfRulesForbidsNothing() {
        RobotsText text = read(server((connection, request) ->
                connection.sendPage("<!DOCTYPE html><html><body>Disallow: /<p>not found".repeat(100))));

        assertThat(RobotsRules.parse(text.text()).allows(CanonicalAddress.parse("http://host.example/a")))
                .isTrue();
    }

    @Test
    void anEndlessFileIsCut() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + RULES);
            connection.repeat("Disallow: /x\n".repeat(1_000).getBytes(UTF_8), Long.MAX_VALUE);
        });

        RobotsText text = read(server);

        assertThat(text.text()).hasSize(FetchLimits.ROBOTS_BYTES_MAX.value());
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    @Test
    void fiveRedirectsAreFollowedAndNoMore() {
        HostileServer server = server((connection, request) -> {
            int hop = request.target().equals("/robots.txt")
                    ? 0
                    : Integer.parseInt(request.target().substring(1));
            connection.send("HTTP/1.1 301 Moved\r\nLocation: /" + (hop + 1) + "\r\nContent-Length: 0\r\n\r\n");
        });

        assertThat(read(server).state()).isEqualTo(RobotsText.State.NO_RULES);
        assertThat(server.requests()).hasSize(1 + RobotsReader.REDIRECTS_MAX);
    }

    @Test
    void aRedirectToAnInnerAddressIsNotFollowed() {
        assertThat(read(redirecting("http://169.254.169.254/robots.txt")).state())
                .isEqualTo(RobotsText.State.REFUSED);
        assertThat(read(redirecting("file:///etc/passwd")).state()).isEqualTo(RobotsText.State.NO_RULES);
    }

    private HostileServer redirecting(String location) {
        return saying("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** What is no number of seconds is not read; our own least gap is kept all the same. */
    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "0.5, PT0.5S",
        "30, PT30S",
        "86400, PT24H",
        "0,",
        "-5,",
        "-0.1,",
        "NaN,",
        "soon,",
        "'',",
        "5 seconds,",
        "1:30,",
        "Infinity,",
        "1e300,",
        "99999999999999999999,"
    })
    void aCrawlDelayIsReadForWhatItIs(String value, @Nullable Duration delay) {
        String file = "User-agent: *\nCrawl-delay: " + value + "\nDisallow: /x\n";
        RobotsRules rules = RobotsRules.parse(file.getBytes(UTF_8));

        assertThat(rules.allows(CanonicalAddress.parse("http://host.example/a")))
                .isTrue();
        assertThat(rules.allows(CanonicalAddress.parse("http://host.example/x")))
                .isFalse();
        assertThat(rules.crawlDelay()).isEqualTo(Optional.ofNullable(delay));
    }
}
