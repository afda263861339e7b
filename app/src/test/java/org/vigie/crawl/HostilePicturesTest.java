package org.vigie.crawl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.extract.ExtractLimits;
import org.vigie.testing.HostileServer;

/** One page that shows pictures from many bad servers: each ends with its reason, and the good one is found all the same. */
class HostilePicturesTest extends CrawlTestBase {
    private static final String PNG = "\u0089PNG\r\n\032\n";

    @Test
    void eachBadPictureEndsWithItsReasonAndTheGoodOneIsFound() throws IOException {
        byte[] known = Drawings.landscape(1, "png");
        list(known);
        Map<String, Reason> expected = badPictures();
        expected.put("good/known.png", Reason.PICTURE);
        site.body("good/known.png", "image/png", known);
        StringBuilder html = new StringBuilder("<html>");
        Set<String> ledTo = Set.of("loop/b.png", "chain/10");
        expected.keySet().stream()
                .filter(address -> !ledTo.contains(address))
                .forEach(address -> html.append(site.img(address)));
        site.page("front/", html.toString());

        LeadId lead = run(lead("front/"));

        assertThat(reasons(lead, expected.keySet())).isEqualTo(expected);
        assertThat(undecodable(lead, "half/cut.jpg")).isEqualTo("TRUNCATED");
        assertThat(undecodable(lead, "noise/noise.png")).isEqualTo("CORRUPT");
        assertThat(undecodable(lead, "wide/bomb.png")).isEqualTo("TOO_MANY_PIXELS");
        assertThat(undecodable(lead, "good/known.png")).isEmpty();
        assertThat(reason(lead, CanonicalAddress.parse("http://169.254.169.254/latest/meta-data/")))
                .isEqualTo(Reason.REFUSED_ADDRESS);
        assertThat(count("select count(*) from item")).isEqualTo(1);
        assertThat(summary(lead).waiting()).isZero();
        assertThat(site.server().written()).isLessThan(90L << 20);
    }

    private Map<String, Reason> badPictures() throws IOException {
        Map<String, Reason> expected = new LinkedHashMap<>();
        byte[] packed = bomb();
        byte[] picture = Drawings.landscape(2, "jpeg");
        bad(expected, "half/cut.jpg", Reason.PICTURE, sending("image/jpeg", Drawings.half(3)));
        bad(expected, "noise/noise.png", Reason.PICTURE, sending("image/png", Drawings.noise(4)));
        bad(expected, "wide/bomb.png", Reason.PICTURE, sending("image/png", Drawings.headerOnly(65_535, 65_535)));
        bad(expected, "short/short.jpg", Reason.TRUNCATED, (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 99999\r\n\r\n");
            connection.send(picture);
            connection.close();
        });
        bad(expected, "packed/bomb.png", Reason.BOMB, (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + packed.length + "\r\n\r\n");
            connection.send(packed);
        });
        bad(expected, "huge/100mb.png", Reason.TOO_BIG, (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + PNG);
            connection.repeat(new byte[1 << 16], 100L << 20);
        });
        bad(expected, "drip/drip.png", Reason.TOO_SLOW, HostileSite.dripping("image/png"));
        bad(expected, "nohttp/a.png", Reason.BAD_RESPONSE, (connection, request) -> {
            connection.send("what?\r\n\r\n");
            connection.close();
        });
        bad(expected, "broken/a.png", Reason.BROKEN_OFF, (connection, request) -> connection.reset());
        bad(
                expected,
                "lost/a.png",
                Reason.NOT_FOUND,
                (connection, request) -> connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        bad(expected, "text/a.png", Reason.OTHER_CONTENT, sending("application/zip", "PK\3\4".getBytes(ISO_8859_1)));
        redirects(expected);
        return expected;
    }

    private void redirects(Map<String, Reason> expected) {
        expected.put("meta/a.png", Reason.REDIRECT);
        expected.put("loop/a.png", Reason.REDIRECT);
        expected.put("loop/b.png", Reason.REDIRECT_LOOP);
        expected.put("self/a.png", Reason.REDIRECT_LOOP);
        expected.put("file/a.png", Reason.BAD_REDIRECT);
        expected.put("chain/0", Reason.REDIRECT);
        expected.put("chain/10", Reason.TOO_MANY_REDIRECTS);
        site.redirect("meta/a.png", "http://169.254.169.254/latest/meta-data/");
        site.redirect("loop/a.png", "/b.png").redirect("loop/b.png", "/a.png");
        site.redirect("self/a.png", "/a.png");
        site.redirect("file/a.png", "file:///etc/passwd");
        for (int i = 0; i < 1_000; i++) {
            site.redirect("chain/" + i, "/" + (i + 1));
        }
    }

    private void bad(Map<String, Reason> expected, String address, Reason reason, HostileServer.Script script) {
        expected.put(address, reason);
        site.at(address, script);
    }

    private static HostileServer.Script sending(String type, byte[] body) {
        return (connection, request) -> connection.sendBody(type, body);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(PNG.getBytes(ISO_8859_1));
            out.write(new byte[200 << 20]);
        }
        return packed.toByteArray();
    }

    @Test
    void picturesAreFoundOnBadPages() {
        byte[] picture = Drawings.landscape(5, "png");
        site.body("pages/utf16.png", "image/png", picture)
                .body("pages/lying.png", "image/png", picture)
                .body("pages/first.png", "image/png", picture)
                .body("pages/last.png", "image/png", picture);
        String html = "<html><meta charset=nonsense>" + site.img("pages/utf16.png");
        site.body("pages/utf16", "text/html", html.getBytes(UTF_16LE));
        site.body("pages/lying", "text/html; charset=utf-32", lying().getBytes(ISO_8859_1));
        site.at("pages/endless", (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>" + site.img("pages/first.png"));
            connection.repeat("<p>and on it goes".repeat(1_000).getBytes(ISO_8859_1), Long.MAX_VALUE);
        });
        site.at("pages/many", (connection, request) -> connection.sendPage(tenThousandLinks()));
        site.page("pages/", "<a href=/utf16>1</a><a href=/lying>2</a><a href=/endless>3</a><a href=/many>4</a>");

        LeadId lead = run(lead("pages/", 1));

        assertThat(reasons(lead, List.of("pages/utf16.png", "pages/lying.png", "pages/first.png", "pages/last.png")))
                .allSatisfy((address, reason) -> assertThat(reason).as(address).isEqualTo(Reason.PICTURE));
        assertThat(reasons(lead, List.of("pages/utf16", "pages/lying", "pages/endless", "pages/many"))
                        .values())
                .containsOnly(Reason.PAGE);
        assertThat(summary(lead).skipped().get(Reason.TOO_DEEP)).isEqualTo(ExtractLimits.LINKS_MAX.value() - 1);
        int cut = 10_000 + 1 - ExtractLimits.LINKS_MAX.value();
        assertThat(count("select links_cut from lead"))
                .as("links, and one endless page")
                .isEqualTo(cut + 1);
        assertThat(site.server().written()).isLessThan(25L << 20);
    }

    private String lying() {
        return "<html><p title='\u0081\u00ff\u00fe\0'>" + site.img("pages/lying.png");
    }

    private String tenThousandLinks() {
        StringBuilder html = new StringBuilder(site.img("pages/last.png"));
        for (int i = 0; i < 10_000; i++) {
            html.append("<a href=/page-").append(i).append(">x</a>");
        }
        return html.toString();
    }
}
