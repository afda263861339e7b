package org.vigie.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.core.address.CanonicalAddress;

/** What a page names, and how. */
class PageReaderTest {
    static final CanonicalAddress HERE = CanonicalAddress.parse("http://host.example/dir/page.html?q=1");

    static PageContent read(String html) {
        return new PageReader().read(HERE, html.getBytes(UTF_8), "text/html; charset=utf-8");
    }

    /** What is embedded, linked and led to, each as letter and address. */
    private static List<String> found(String html) {
        return read(html).links().stream()
                .map(link -> switch (link.role()) {
                            case EMBEDDED_PICTURE -> "shown ";
                            case LINKED_PICTURE -> "named ";
                            case PAGE -> "page ";
                        }
                        + link.address().text().replace("http://host.example", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "pages.csv", delimiter = '|', quoteCharacter = '`')
    void pagesName(String html, @Nullable String expected) {
        assertThat(String.join(",", found(html))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "mailto:a@host.example",
                "file:///etc/passwd",
                "ftp://host.example/a.png",
                "gopher://host.example/",
                "blob:http://host.example/1",
                "about:blank",
                "tel:1",
                "jar:http://host.example!/a.png",
                "http://",
                "http://exa mple/",
                "http://host.example:99999/",
                "java\nscript:alert(1)"
            })
    void whatCannotBeFetchedIsCountedAndLeft(String reference) {
        PageContent content = read("<a href=\"" + reference + "\">x</a><img src=/a.png>");

        assertThat(content.links()).extracting(link -> link.address().path()).containsExactly("/a.png");
        assertThat(content.unfit()).isEqualTo(1);
    }

    @Test
    void aNameAndAPasswordBeforeTheHostAreNotSent() {
        assertThat(found("<a href='http://user:word@host.example/next'>x</a>")).containsExactly("page /next");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<base href='/other/'><img src=a.png>                                  | /other/a.png",
                "<img src=a.png><base href='/other/'>                                  | /other/a.png",
                "<base><base href='/other/'><img src=a.png>                            | /other/a.png",
                "<base href='/other/'><base href='/third/'><img src=a.png>             | /other/a.png",
                "<base href='data:text/html,x'><img src=a.png>                         | /dir/a.png",
                "<base href='javascript:1'><img src=a.png>                             | /dir/a.png",
                "<base href='file:///etc/'><img src=passwd>                            | /dir/passwd",
                "<base href=''><img src=a.png>                                         | /dir/a.png",
                "<base target=_blank><img src=a.png>                                   | /dir/a.png"
            })
    void theBaseIsWhatABrowserTakesItFor(String html, String path) {
        assertThat(read(html).links()).extracting(link -> link.address().path()).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0;url=/next     | /next",
                "0; URL='/next'  | /next",
                "5;\"/next\"     | /next",
                "1,/next         | /next",
                "0 url=/next     | /next",
                ".5;url = /next  | /next",
                "0;/next         | /next",
                "5               |",
                "0;url=          |",
                "url=/next       |",
                "0;url=javascript:1 |",
                "0;url=data:text/html,x |"
            })
    void aPageMayLeadOnByItself(String content, @Nullable String path) {
        PageContent page = read("<meta http-equiv=Refresh content=\"" + content.replace("\"", "&quot;") + "\">");

        assertThat(page.refresh().map(CanonicalAddress::path).orElse(null)).isEqualTo(path);
    }

    @Test
    void linesMayBreakWithinAReference() {
        assertThat(read("<meta http-equiv=refresh content='0;url=/ne\nxt'>").refresh())
                .map(CanonicalAddress::path)
                .contains("/next");
        assertThat(found("<img src='\n/a\n.png'>")).containsExactly("shown /a.png");
    }

    @Test
    void aFieldForAPasswordIsSeen() {
        assertThat(read("<form><input type=' Password '></form>").asksToSignIn())
                .isTrue();
        assertThat(read("<form><input type=text></form>").asksToSignIn()).isFalse();
    }

    @Test
    void picturesComeBeforePages() {
        assertThat(found("<a href=/1>1</a><img src=/2.png><a href=/3.png>3</a>"))
                .containsExactly("shown /2.png", "named /3.png", "page /1");
    }
}
