package org.vigie.crawl.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages made to be too much: all are read within their limits, and what was left out is counted. */
class HostilePagesTest {
    private static final int PAGE_BYTES = 1 << 19;
    private static final Duration READING_MAX = Duration.ofSeconds(ExtractLimits.READING_TIME_MAX.value() + 5);

    private static PageContent read(byte[] page, String type) {
        return new PageReader().read(PageReaderTest.HERE, page, type);
    }

    private static String filled(String begin, String each) {
        return begin + each.repeat((PAGE_BYTES - begin.length()) / each.length());
    }

    static Stream<Arguments> pagesOfTags() {
        String image = "<img src=/first.png>";
        return Stream.of(
                Arguments.of("nested", filled(image, "<div>")),
                Arguments.of("nested and formatted", filled(image, "<b><i><u><p>")),
                Arguments.of("formatted each in its way", image + numbered("<font size=%d><p>")),
                Arguments.of("tables in tables", filled(image, "<table><tr><td>")),
                Arguments.of("tables with what does not belong there", filled(image + "<table>", "<b>x<p>")),
                Arguments.of("selects", filled(image, "<select><option>")),
                Arguments.of("forms", filled(image, "<form><form>")),
                Arguments.of("ends without beginnings", filled(image, "</p></br></div>")),
                Arguments.of("SVG in HTML in SVG", filled(image, "<svg><foreignObject>")),
                Arguments.of("templates", filled(image, "<template>")),
                Arguments.of("a comment without end", filled(image + "<!--", "- ")),
                Arguments.of("a script without end", filled(image + "<script>", "<!--<script>")),
                Arguments.of("a doctype without end", filled(image + "<!DOCTYPE ", "x")),
                Arguments.of("entities", filled(image, "&ampampamp&#999999999999;")),
                Arguments.of("brackets", filled(image, "<")),
                Arguments.of("NUL", filled(image, "\0")));
    }

    static Stream<Arguments> pagesOfAttributes() {
        String image = "<img src=/first.png>";
        String spaces = " ".repeat(60_000);
        String commas = ",".repeat(65_000);
        String brackets = "(".repeat(65_000);
        return Stream.of(
                Arguments.of("one tag of attributes", image + "<p " + numbered("a%d ")),
                Arguments.of("one attribute", filled(image + "<p title='", "x")),
                Arguments.of("one style", filled(image + "<p style='", "url(")),
                Arguments.of("styles of spaces", image + ("<p style='url(" + spaces + "'>").repeat(80)),
                Arguments.of("styles of beginnings", image + ("<p style='" + "url(".repeat(16_000) + "'>").repeat(80)),
                Arguments.of("sources of commas", image + ("<img srcset='" + commas + "'>").repeat(80)),
                Arguments.of("sources of brackets", image + ("<img srcset='a " + brackets + "'>").repeat(80)),
                Arguments.of("relations", image + ("<link rel='" + "a ".repeat(30_000) + "' href=/x>").repeat(8)),
                Arguments.of(
                        "refreshes of spaces", image + refresh("0;" + spaces).repeat(80)));
    }

    private static String refresh(String content) {
        return "<meta http-equiv=refresh content='" + content + "'>";
    }

    private static String numbered(String each) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < PAGE_BYTES; i++) {
            text.append(each.formatted(i));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"pagesOfTags", "pagesOfAttributes"})
    void largePages(String name, String html) {
        long begin = System.nanoTime();

        PageContent content = read(html.getBytes(ISO_8859_1), "text/html");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(READING_MAX);
        assertThat(content.links()).anyMatch(link -> link.address().path().equals("/first.png"));
    }

    @Test
    void furtherLinksAreCutAndCounted() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            html.append("<a href=/").append(i).append(">x</a>");
        }

        PageContent content = read(html.toString().getBytes(UTF_8), "text/html");

        assertThat(content.links()).hasSize(ExtractLimits.LINKS_MAX.value());
        assertThat(content.cut()).isEqualTo(10_000 - ExtractLimits.LINKS_MAX.value());
    }

    @Test
    void picturesAreNotCutForLinks() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            html.append("<a href=/").append(i).append(">x</a>");
        }
        html.append("<img src=/last.png>");

        PageContent content = read(html.toString().getBytes(UTF_8), "text/html");

        assertThat(content.links()).hasSize(ExtractLimits.LINKS_MAX.value());
        assertThat(content.links().getFirst().address().path()).isEqualTo("/last.png");
    }

    @Test
    void whatIsTooLongIsCutAndCounted() {
        String reference = "/" + "x".repeat(ExtractLimits.REFERENCE_MAX.value());
        String style = "url(/y.png)".repeat(10_000);

        PageContent content =
                read(("<a href=" + reference + ">1</a><p style='" + style + "'><img src=/a.png>").getBytes(UTF_8), "");

        assertThat(content.links()).extracting(link -> link.address().path()).containsExactly("/a.png");
        assertThat(content.cut()).isEqualTo(2);
    }

    @Test
    void whatWasFoundUntilTheTimeIsOverIsKept() {
        long[] now = {0};
        PageReader reader = new PageReader(() -> now[0] += Duration.ofSeconds(1).toNanos());
        String html = "<p><img src=/a.png><p>" + "<p>x".repeat(1_000) + "<img src=/late.png>";

        PageContent content = reader.read(PageReaderTest.HERE, html.getBytes(UTF_8), "text/html");

        assertThat(content.links()).extracting(link -> link.address().path()).containsExactly("/a.png");
        assertThat(content.cut()).as("that something is missing").isPositive();
    }

    @Property(tries = 3_000)
    void noMixtureOfPiecesIsTooMuch(@ForAll("pages") String html, @ForAll("types") String type) {
        PageContent content = read(html.getBytes(ISO_8859_1), type);

        assertThat(content.links())
                .allSatisfy(link -> assertThat(link.address().scheme()).isIn("http", "https"));
    }

    @Property(tries = 1_000)
    void noBytesAreTooMuch(@ForAll byte[] page, @ForAll("types") String type) {
        assertThat(read(page, type).links()).hasSizeLessThanOrEqualTo(ExtractLimits.LINKS_MAX.value());
    }

    @Provide
    Arbitrary<String> pages() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "'",
                        "\"",
                        "=",
                        " ",
                        "&",
                        "&#",
                        ";",
                        "\0",
                        "\u0080",
                        "\u00ff\u00fe",
                        "<img ",
                        "src",
                        "srcset",
                        "<a ",
                        "href",
                        "<base ",
                        "<meta ",
                        "http-equiv=refresh ",
                        "content=",
                        "charset=utf-16",
                        "<p ",
                        "style=",
                        "url(",
                        ")",
                        ",",
                        "\\",
                        "/",
                        "//",
                        "http:",
                        "javascript:",
                        "data:,",
                        "%",
                        "%zz",
                        "<!--",
                        "-->",
                        "<script>",
                        "</script>",
                        "<svg>",
                        "<math>",
                        "</",
                        "<table>",
                        "<template>",
                        "<frameset>",
                        "<plaintext>",
                        "\u001b$B",
                        "1x",
                        "(",
                        "0;url=",
                        "\r\n",
                        "\ufffd",
                        "x".repeat(50))
                .list()
                .ofMaxSize(60)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "",
                "text/html",
                "text/html; charset=utf-8",
                "charset=utf-16",
                "charset=iso-2022-jp",
                "charset=gbk",
                "charset=\"",
                "charset=x-user-defined",
                "\0",
                "charset==;;");
    }
}
