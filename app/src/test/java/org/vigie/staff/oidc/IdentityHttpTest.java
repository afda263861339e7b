package org.vigie.staff.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.testing.HostileServer;

/** Services that never end, never begin, or say more than anybody wants to read. */
class IdentityHttpTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    static Stream<Arguments> services() {
        Map<String, HostileServer.Script> scripts = new LinkedHashMap<>();
        scripts.put("says nothing", (connection, request) -> connection.rest(PATIENCE));
        scripts.put("drips its headers", (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nX-Long: ");
            connection.drip("x".repeat(1_000), Duration.ofMillis(50));
        });
        scripts.put("drips its body", (connection, request) -> {
            connection.send(HEAD + "Content-Length: 1000\r\n\r\n");
            connection.drip("x".repeat(1_000), Duration.ofMillis(50));
        });
        scripts.put("sends more than is read", (connection, request) -> {
            connection.send(HEAD + "\r\n");
            connection.repeat(new byte[64 * 1024], 1L << 30);
        });
        scripts.put(
                "announces more than is read",
                (connection, request) -> connection.send(HEAD + "Content-Length: 99999999\r\n\r\n{}"));
        scripts.put(
                "sends elsewhere",
                (connection, request) -> connection.send(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
        scripts.put("hangs up", (connection, request) -> connection.reset());
        scripts.put("speaks no HTTP", (connection, request) -> connection.send("hello\r\n\r\n"));
        return scripts.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void aServiceThatMisbehavesIsGivenUpInTime(String what, HostileServer.Script script) throws IOException {
        try (var server = new HostileServer(script)) {
            var http = new IdentityHttp(SHORT);
            long began = System.nanoTime();
            assertThatThrownBy(() -> http.ask(IdentityHttp.to(address(server)).GET()))
                    .isInstanceOfSatisfying(
                            OidcRefused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(OidcRefused.Reason.UNREACHABLE));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
            assertThat(server.requests())
                    .as("an empty answer may be asked for again, a few times")
                    .hasSizeBetween(1, 5);
        }
    }

    @Test
    void anAnswerIsReadUpToItsLimit() throws IOException {
        var longest = "x".repeat(OidcLimits.ANSWER_BYTES_MAX);
        try (var server = new HostileServer((connection, request) -> connection.sendPage(longest))) {
            assertThat(new IdentityHttp(PATIENCE)
                            .ask(IdentityHttp.to(address(server)).GET()))
                    .isEqualTo(longest);
        }
    }

    private static URI address(HostileServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }
}
