package org.vigie.crawl.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How pages are read that say nothing, or lie, about how they are written. */
class PageCharsetTest {
    private static final String LINK = "<html><p title='é'><img src=/a.png>";

    private static boolean finds(byte[] page, String type) {
        return new PageReader()
                .read(PageReaderTest.HERE, page, type).links().stream()
                        .anyMatch(link -> link.address().path().equals("/a.png"));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8, '', UTF-8",
        "text/html; charset=ISO-8859-2, <meta charset=utf-8>, ISO-8859-2",
        "text/html; charset=latin1, '', windows-1252",
        "text/html; Charset = \"koi8-r\", '', KOI8-R",
        "text/html; charset=nonsense, <meta charset=koi8-r>, KOI8-R",
        "text/html; charset=, <meta charset=koi8-r>, KOI8-R",
        "text/html; charset=../../etc, <meta charset=koi8-r>, KOI8-R",
        "text/html, <meta http-equiv=content-type content='text/html; charset=koi8-r'>, KOI8-R",
        "text/html, <meta charset=utf-16>, UTF-8",
        "text/html, <meta charset=utf-7>, UTF-8",
        "text/html, <meta charset=utf-32>, UTF-8",
        "text/html, <meta charset=cp037>, UTF-8",
        "text/html; charset=ibm500, '', UTF-8",
        "text/html; charset=utf-32, '', UTF-8",
        "text/html; charset=utf-16, '', UTF-8",
        "'', '', UTF-8",
        "text/html, \u00e9t\u00e9, UTF-8"
    })
    void theHeaderIsBelievedThenTheBeginningThenTheBytes(String type, String html, String expected) {
        assertThat(PageCharset.of((html + "<p>").getBytes(UTF_8), type)).isEqualTo(Charset.forName(expected));
    }

    @Test
    void aDeclarationFarDownIsTooLate() {
        String html = " ".repeat(ExtractLimits.CHARSET_BYTES.value()) + "<meta charset=koi8-r>";

        assertThat(PageCharset.of(html.getBytes(UTF_8), "")).isEqualTo(UTF_8);
    }

    @Test
    void bytesThatAreNoUtf8AreWindows1252() {
        assertThat(PageCharset.of(LINK.getBytes(ISO_8859_1), "")).isEqualTo(Charset.forName("windows-1252"));
    }

    static Stream<Arguments> linksSurvive() {
        byte[] mark8 = bytes(0xEF, 0xBB, 0xBF);
        byte[] markBig = bytes(0xFE, 0xFF);
        byte[] markLittle = bytes(0xFF, 0xFE);
        return Stream.of(
                Arguments.of(
                        "a mark of UTF-8 against the header", concat(mark8, LINK.getBytes(UTF_8)), "charset=utf-16"),
                Arguments.of("a mark of UTF-16BE", concat(markBig, LINK.getBytes(UTF_16BE)), "charset=utf-8"),
                Arguments.of("a mark of UTF-16LE", concat(markLittle, LINK.getBytes(UTF_16LE)), "charset=utf-8"),
                Arguments.of("an odd byte at the end", concat(markLittle, LINK.getBytes(UTF_16LE), bytes(1)), ""),
                Arguments.of("UTF-16LE by the header", LINK.getBytes(UTF_16LE), "charset=utf-16"),
                Arguments.of("UTF-16BE by the header", LINK.getBytes(UTF_16BE), "charset=utf-16be"),
                Arguments.of("UTF-16LE, and nothing says so", LINK.getBytes(UTF_16LE), "text/html"),
                Arguments.of("UTF-16BE, and nothing says so", LINK.getBytes(UTF_16BE), "text/html"),
                Arguments.of("UTF-16LE, and the header lies", LINK.getBytes(UTF_16LE), "charset=utf-8"),
                Arguments.of("UTF-8 that begins like UTF-16", concat(bytes('<', 0), LINK.getBytes(UTF_8)), ""),
                Arguments.of("ASCII, and the header lies", LINK.getBytes(ISO_8859_1), "charset=utf-16"),
                Arguments.of("a header of spaces", LINK.getBytes(UTF_8), "charset=" + " ".repeat(16_000) + "{"),
                Arguments.of("NUL between the tags", "<html>\0\0<p>\0<img src=/a.png>\0".getBytes(UTF_8), ""),
                Arguments.of(
                        "no letters before",
                        concat(bytes(0xC3, 0x28, 0xFF, 0xFE, 0x80), LINK.getBytes(UTF_8)),
                        "charset=utf-8"),
                Arguments.of(
                        "half a letter at the end", concat(LINK.getBytes(UTF_8), bytes(0xE2, 0x82)), "charset=utf-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void linksSurvive(String name, byte[] page, String type) {
        assertThat(finds(page, type)).isTrue();
    }

    @Test
    void linksSurviveEveryCharsetThatIsNamed() {
        List<String> lost = new ArrayList<>();
        for (String name : Charset.availableCharsets().keySet()) {
            if (!finds(LINK.getBytes(ISO_8859_1), "text/html; charset=" + name)
                    || !finds(("<meta charset=" + name + ">" + LINK).getBytes(ISO_8859_1), "text/html")) {
                lost.add(name);
            }
        }
        assertThat(lost).isEmpty();
    }

    /** Half a letter swallows no quotation mark. The charsets are those of browsers in which letters have several bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "Big5", "Big5-HKSCS", "EUC-JP", "EUC-KR", "GBK", "GB18030", "ISO-2022-JP", "Shift_JIS"})
    void linksSurviveHalfALetter(String name) {
        List<String> lost = new ArrayList<>();
        for (int half = 0x80; half <= 0xFF; half++) {
            byte[] page =
                    concat("<p title='".getBytes(ISO_8859_1), bytes(half), "'><img src=/a.png>".getBytes(ISO_8859_1));
            if (!finds(page, "text/html; charset=" + name)) {
                lost.add(Integer.toHexString(half));
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void lettersOfOldCharsetsAreRead() {
        for (String name : new String[] {"Big5", "EUC-JP", "EUC-KR", "GB18030", "ISO-2022-JP", "Shift_JIS", "KOI8-R"}) {
            String text = name.equals("EUC-KR") ? "\ud55c" : name.equals("KOI8-R") ? "\u0434" : "\u4e2d";
            byte[] page = ("<img src='/" + text + ".png'>").getBytes(Charset.forName(name));

            assertThat(new PageReader()
                            .read(PageReaderTest.HERE, page, "charset=" + name)
                            .links())
                    .extracting(link -> link.address().path())
                    .containsExactly("/" + java.net.URLEncoder.encode(text, UTF_8) + ".png");
        }
    }
}
