package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.testing.HostileServer;

/** Compressed bodies: what was offered is undone; bombs and nonsense end with a reason. */
@Timeout(20)
class EncodedBodiesTest extends FetchTestBase {
    private static final byte[] PAGE = "<html><a href=/next>next</a></html>".getBytes(ISO_8859_1);
    private static final int BOMB_BYTES = 200 << 20;

    private HostileServer sending(String type, String encoding, byte[] body) {
        return server((connection, request) -> {
            connection.send(head(type, body.length, "Content-Encoding: " + encoding + "\r\n"));
            connection.send(body);
        });
    }

    static Stream<Arguments> undone() {
        return Stream.of(
                Arguments.of("gzip", gzip(PAGE)),
                Arguments.of("X-GZIP", gzip(PAGE)),
                Arguments.of("deflate", zlib(PAGE)),
                Arguments.of("deflate", bareDeflate(PAGE)),
                Arguments.of("identity", PAGE),
                Arguments.of(" , ", PAGE),
                Arguments.of("gzip, gzip", gzip(gzip(PAGE))),
                Arguments.of("deflate, identity, gzip", gzip(zlib(PAGE))),
                Arguments.of(
                        "gzip",
                        concat(gzip(Arrays.copyOf(PAGE, 10)), gzip(Arrays.copyOfRange(PAGE, 10, PAGE.length)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void undone(String encoding, byte[] body) {
        try (Answer page = answer(fetch(sending("text/html", encoding, body)))) {
            assertThat(page.body().bytes()).isEqualTo(PAGE);
            assertThat(page.body().cut()).isEqualTo(Body.Cut.WHOLE);
        }
    }

    static Stream<Arguments> refused() {
        byte[] broken = gzip(new byte[100_000]);
        broken[10] = 0x07; // a last block of the type that is none
        byte[] wrongSum = gzip(PAGE);
        wrongSum[wrongSum.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("never offered", "br", PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("never offered either", "zstd", PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("unheard of", "rot13", PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("three layers", "gzip, gzip, gzip", gzip(gzip(gzip(PAGE))), FetchFailure.BAD_ENCODING),
                Arguments.of("1,000 layers", "gzip" + ",gzip".repeat(999), PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("not compressed at all", "gzip", PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("not compressed at all", "deflate", PAGE, FetchFailure.BAD_ENCODING),
                Arguments.of("broken inside", "gzip", broken, FetchFailure.BAD_ENCODING),
                Arguments.of("a wrong sum", "gzip", wrongSum, FetchFailure.BAD_ENCODING),
                Arguments.of("empty", "gzip", new byte[0], FetchFailure.TRUNCATED),
                Arguments.of("a header alone", "gzip", Arrays.copyOf(gzip(PAGE), 10), FetchFailure.TRUNCATED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void refused(String name, String encoding, byte[] body, FetchFailure failure) {
        assertFailed(fetch(sending("text/html", encoding, body)), failure);
    }

    @Test
    void aPageWhoseCompressedFormIsCutGivesWhatCame() {
        byte[] whole = gzip(noisyPage());
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        try (Answer page = answer(fetch(sending("text/html", "gzip", cut)))) {
            assertThat(page.body().cut()).isEqualTo(Body.Cut.ENDED_EARLY);
            assertThat(new String(page.body().bytes(), ISO_8859_1))
                    .startsWith("<html>")
                    .contains("/17");
        }
    }

    @Test
    void aPictureWhoseCompressedFormIsCutIsNone() {
        byte[] whole = gzip(("\u00ff\u00d8\u00ff" + new String(noisyPage(), ISO_8859_1)).getBytes(ISO_8859_1));

        assertFailed(
                fetch(sending("image/jpeg", "gzip", Arrays.copyOf(whole, whole.length / 2))), FetchFailure.TRUNCATED);
    }

    @Test
    void aShortPictureWhoseCompressedFormIsCutIsNoneEither() {
        byte[] whole = gzip(("\u00ff\u00d8\u00ff" + "abcdefgh".repeat(20)).getBytes(ISO_8859_1));

        assertFailed(
                fetch(sending("image/jpeg", "gzip", Arrays.copyOf(whole, whole.length - 8))), FetchFailure.TRUNCATED);
    }

    static Stream<Arguments> bombs() {
        byte[] once = gzip(new byte[BOMB_BYTES]);
        byte[] png = gzip(concat("\u0089PNG\r\n\032\n".getBytes(ISO_8859_1), new byte[BOMB_BYTES]));
        byte[] page = gzip(concat(PAGE, new byte[BOMB_BYTES]));
        return Stream.of(
                Arguments.of("a picture", "image/png", "gzip", png),
                Arguments.of("a picture in two layers", "image/png", "gzip, gzip", gzip(png)),
                Arguments.of("a picture by name only", "image/png", "gzip", once),
                Arguments.of("a page", "text/html", "gzip", page),
                Arguments.of("a page in two layers", "text/html", "gzip, gzip", gzip(page)),
                Arguments.of("zlib", "image/png", "deflate", zlib(new byte[BOMB_BYTES])),
                Arguments.of("bare deflate", "image/png", "deflate", bareDeflate(new byte[BOMB_BYTES])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bombs(String name, String type, String encoding, byte[] body) {
        assertFailed(fetch(sending(type, encoding, body)), FetchFailure.BOMB);
    }

    @Test
    void aHundredThousandEmptyMembersUseUpNoStack() {
        byte[] empty = gzip(new byte[0]);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            members.writeBytes(empty);
        }

        assertFailed(fetch(sending("text/html", "gzip", members.toByteArray())), FetchFailure.BAD_ENCODING);
    }

    @Test
    void aNameWithoutEndInTheHeaderOfGzipEnds() {
        byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n");
            connection.send(header);
            byte[] name = new byte[1 << 16];
            Arrays.fill(name, (byte) 'n');
            connection.repeat(name, Long.MAX_VALUE);
        });

        assertThat(fetch(server)).isIn(new Failed(FetchFailure.TOO_BIG), new Failed(FetchFailure.TIMEOUT));
    }

    @Test
    void whatFollowsTheCompressedPageIsNotWaitedFor() {
        byte[] packed = gzip(PAGE);
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n");
            connection.send(packed);
            connection.repeat(new byte[1 << 16], Long.MAX_VALUE);
        });

        try (Answer page = answer(fetch(server))) {
            assertThat(page.body().bytes()).isEqualTo(PAGE);
        }
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    private static byte[] noisyPage() {
        StringBuilder page = new StringBuilder("<html>");
        for (int i = 0; i < 5_000; i++) {
            page.append("<a href=/")
                    .append(i)
                    .append('>')
                    .append(Integer.toHexString(i * 0x9E3779B9))
                    .append("</a>");
        }
        return page.toString().getBytes(ISO_8859_1);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
