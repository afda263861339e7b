package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.testing.HostileServer;

/** Answers that are no HTTP, or bad HTTP: each ends in an outcome, and never in an exception. */
class MalformedAnswersTest extends FetchTestBase {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String PAGE = "<html><a href=/next>next</a></html>";

    static Stream<Arguments> badBeginnings() {
        return Stream.of(
                Arguments.of("nothing at all", "", FetchFailure.BROKEN_OFF),
                Arguments.of("HTTP/0.9: no status line", PAGE, FetchFailure.BAD_RESPONSE),
                Arguments.of("empty lines only", "\r\n".repeat(10_000), FetchFailure.BAD_RESPONSE),
                Arguments.of("another protocol", "SSH-2.0-OpenSSH_9\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("a version of its own", "HTTP/9.9 200 OK\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("a status in letters", "HTTP/1.1 two OK\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("status 99999999999", "HTTP/1.1 99999999999 OK\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("status -1", "HTTP/1.1 -1 OK\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("status 0", "HTTP/1.1 000 OK\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("six interim answers", "HTTP/1.1 103 Early\r\n\r\n".repeat(6), FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "an upgrade nobody asked for",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                        FetchFailure.BROKEN_OFF));
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                Arguments.of("a header without colon", OK + "nonsense\r\n\r\n", FetchFailure.BAD_RESPONSE),
                Arguments.of("one header of 1 MB", OK + "X: " + "x".repeat(1 << 20), FetchFailure.BAD_RESPONSE),
                Arguments.of("one folded over 1 MB", OK + "X: y" + "\r\n y".repeat(300_000), FetchFailure.BAD_RESPONSE),
                Arguments.of("1,000 headers", OK + "X: y\r\n".repeat(1_000), FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "190 headers of 1 KB",
                        OK + ("X: " + "x".repeat(1_000) + "\r\n").repeat(190) + "\r\n",
                        FetchFailure.BAD_RESPONSE));
    }

    static Stream<Arguments> badLengths() {
        return Stream.of(
                Arguments.of(
                        "length in letters",
                        OK + HTML + "Content-Length: abc\r\n\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "length below zero",
                        OK + HTML + "Content-Length: -5\r\n\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "length beyond a long",
                        OK + HTML + "Content-Length: 99999999999999999999\r\n\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "chunk size in letters",
                        OK + HTML + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "chunk size beyond a long",
                        OK + HTML + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "chunk size below zero",
                        OK + HTML + "Transfer-Encoding: chunked\r\n\r\n-5\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE),
                Arguments.of(
                        "a transfer encoding of its own",
                        OK + HTML + "Transfer-Encoding: rot13\r\n\r\n" + PAGE,
                        FetchFailure.BAD_RESPONSE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"badBeginnings", "badHeaders", "badLengths"})
    void refused(String name, String answer, FetchFailure failure) {
        HostileServer server = saying(answer);

        assertFailed(fetch(server), failure);
        assertThat(server.requests()).as("no second try").hasSize(1);
    }

    static Stream<Arguments> readAsWellAsTheyCan() {
        return Stream.of(
                Arguments.of("no reason phrase", "HTTP/1.1 200\r\n" + HTML + "\r\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of("bare line feeds", "HTTP/1.1 200 OK\n" + HTML.strip() + "\n\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + HTML + "\r\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of(
                        "five interim answers",
                        "HTTP/1.1 103 E\r\n\r\n".repeat(5) + OK + "\r\n" + PAGE,
                        Body.Cut.WHOLE),
                Arguments.of("a folded header", OK + "Content-Type: text/\r\n html\r\n\r\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of("an odd spelling", OK + "cONTENT-tYPE: TEXT/HTML\r\n\r\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of("NUL in a header", OK + HTML + "X: a\0b\r\n\r\n" + PAGE, Body.Cut.WHOLE),
                Arguments.of(
                        "shorter than announced", OK + "Content-Length: 9000\r\n\r\n" + PAGE, Body.Cut.ENDED_EARLY),
                Arguments.of(
                        "chunks without an end",
                        OK + "Transfer-Encoding: chunked\r\n\r\n23\r\n" + PAGE + "\r\n",
                        Body.Cut.ENDED_EARLY),
                Arguments.of(
                        "a chunk shorter than announced",
                        OK + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + PAGE,
                        Body.Cut.ENDED_EARLY),
                Arguments.of(
                        "a page that is called a picture",
                        OK + "Content-Type: image/jpeg\r\n\r\n<!DOCTYPE html>" + PAGE,
                        Body.Cut.WHOLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readAsWellAsTheyCan(String name, String answer, Body.Cut cut) {
        try (Answer page = answer(fetch(saying(answer)))) {
            assertThat(page.body().kind()).isEqualTo(Body.Kind.PAGE);
            assertThat(page.body().cut()).isEqualTo(cut);
            assertThat(new String(page.body().bytes(), ISO_8859_1)).contains("/next");
        }
    }

    @Test
    void aPartNobodyAskedForIsNoAnswer() {
        HostileServer server = saying("HTTP/1.1 206 Partial Content\r\n" + HTML
                + "Content-Range: bytes 0-34/9000\r\nContent-Length: 35\r\n\r\n" + PAGE);

        Answer part = answer(fetch(server));

        assertThat(part.isSuccess()).isFalse();
        assertThat(part.body().kind()).isEqualTo(Body.Kind.NONE);
    }

    @Test
    void aBodyThatMustNotBeThereIsNotRead() {
        for (String status : new String[] {"204 No Content", "304 Not Modified"}) {
            Answer empty =
                    answer(fetch(saying("HTTP/1.1 " + status + "\r\n" + HTML + "Content-Length: 35\r\n\r\n" + PAGE)));

            assertThat(empty.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(empty.body().bytes()).isEmpty();
        }
    }

    @Test
    void aStatusOfItsOwnIsTold() {
        assertThat(answer(fetch(saying("HTTP/1.1 999 Go away\r\n\r\n"))).status())
                .isEqualTo(999);
    }

    @Test
    void anAnswerThatEndsInItsHeadersHasNoBody() {
        try (Answer empty = answer(fetch(saying(OK + HTML)))) {
            assertThat(empty.body().kind()).isEqualTo(Body.Kind.NONE);
        }
    }

    @Test
    void interimAnswersWithoutEndEndAtTheDeadline() {
        HostileServer server = server((connection, request) ->
                connection.repeat("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1), Long.MAX_VALUE));

        assertFailed(fetch(server), FetchFailure.TIMEOUT);
    }

    @Test
    void anAnswerBeforeTheQuestionEndsTheConnection() throws Exception {
        byte[] answer = (head("text/html", PAGE.length(), "") + PAGE).getBytes(ISO_8859_1);
        HostileServer server =
                kept(new HostileServer(ServerSocketFactory.getDefault(), answer, (connection, request) -> {
                    connection.send(head("text/html", 6, "") + "<html>");
                }));

        for (int i = 0; i < 3; i++) {
            try (Answer page = answer(fetch(server))) {
                assertThat(new String(page.body().bytes(), ISO_8859_1)).isEqualTo(PAGE);
            }
        }
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void whatIsLeftOfOneAnswerIsNotTakenForTheNext() {
        HostileServer server = server((connection, request) -> {
            String own = "<html>" + request.target() + "</html>";
            String other = "<html>/stray</html>";
            connection.send(head("text/html", own.length(), "") + own + head("text/html", other.length(), "") + other);
        });

        for (String path : new String[] {"/one", "/two", "/three"}) {
            FetchOutcome outcome = fetcher().fetch(address(server, path), BodyRule.CONTENT);
            try (Answer page = answer(outcome)) {
                assertThat(new String(page.body().bytes(), ISO_8859_1)).isEqualTo("<html>" + path + "</html>");
            }
        }
    }

    @Test
    void aConnectionThatBreaksInThePictureGivesNoPicture() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("image/jpeg", 100_000, "") + "\u00ff\u00d8\u00ff" + "x".repeat(5_000));
            connection.rest(Duration.ofMillis(50));
            connection.reset();
        });

        assertFailed(fetch(server), FetchFailure.BROKEN_OFF);
    }

    @Test
    void aPictureThatEndsEarlyIsTruncated() {
        HostileServer server = saying(head("image/jpeg", 100_000, "") + "\u00ff\u00d8\u00ff" + "x".repeat(5_000));

        assertFailed(fetch(server), FetchFailure.TRUNCATED);
    }

    @Test
    void nothingListensThere() throws Exception {
        HostileServer server = saying("");
        server.close();

        assertFailed(fetch(server), FetchFailure.CONNECT);
    }
}
