package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigie.core.address.CanonicalAddress;

/** Sites without end: a lead ends by its depth, its budget and the rules for traps, and says so. */
class TrapsTest extends CrawlTestBase {
    /** A site that always answers, with a link to the next day; the links are written by the pattern. */
    private void calendar(String host, String link) {
        site.at(host + "/*", (connection, request) -> {
            if (request.target().equals("/robots.txt")) {
                connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            String digits = request.target().replaceAll("\\D", "");
            int day = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            connection.sendPage("<html>" + link.replace("DAY", Integer.toString(day + 1)));
        });
    }

    @Test
    void anInfiniteCalendarEndsByItsDepth() {
        calendar("cal", "<a href=/day/DAY>next</a>");

        LeadId lead = run(lead("cal/", 3));

        assertThat(site.targets("cal")).containsExactly("/robots.txt", "/", "/day/1", "/day/2", "/day/3");
        assertThat(reason(lead, "cal/day/4")).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void daysThatAreCalledPicturesAreNoWayAround() {
        calendar("cal", "<a href=/day/DAY.jpg>next</a>");

        LeadId lead = run(lead("cal/", 3));

        assertThat(site.targets("cal"))
                .hasSizeLessThanOrEqualTo(6)
                .contains("/day/1.jpg")
                .doesNotContain("/day/6.jpg");
        assertThat(summary(lead).skipped()).containsEntry(Reason.TOO_DEEP, 1);
    }

    @Test
    void pagesThatAreShownAsPicturesAreNoWayAround() {
        calendar("cal", "<img src=/day/DAY>");

        run(lead("cal/", 3));

        assertThat(site.targets("cal")).containsExactly("/robots.txt", "/", "/day/1");
    }

    @Test
    void pagesThatLeadOnByThemselvesAreNoWayAround() {
        calendar("cal", "<meta http-equiv=refresh content='0;url=/day/DAY'>");

        run(lead("cal/", 3));

        assertThat(site.targets("cal")).hasSize(1 + 1 + CrawlLimits.REDIRECTS_MAX.value());
    }

    @Test
    void anInfiniteCalendarEndsByTheBudget() {
        calendar("cal", "<a href=/day/DAY>next</a><a href=/year/DAY>year</a>");

        LeadId lead = run(lead("cal/", 20, 15, Duration.ZERO));

        assertThat(site.targets("cal")).hasSize(15 + 1);
        assertThat(summary(lead).requests()).isEqualTo(15);
        assertThat(summary(lead).skipped()).containsKey(Reason.BUDGET);
    }

    @Test
    void hostNamesWithoutEndAreBoundedToo() {
        site.at("*", (connection, request) -> {
            String digits = request.host().replaceAll("\\..*|\\D", "");
            int number = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            String next = site.url("farm" + (number + 1) + "/");
            connection.sendPage(
                    "<a href=" + next + ">next</a><iframe src=" + next + "></iframe><img src=" + next + ">");
        });

        LeadId lead = run(lead("farm0/", 5));

        assertThat(site.requests("farm1")).hasSizeLessThanOrEqualTo(2);
        assertThat(site.requests("farm2")).isEmpty();
        assertThat(summary(lead).skipped().keySet()).containsAnyOf(Reason.OUT_OF_SCOPE, Reason.TOO_DEEP);
    }

    @Test
    void pathsThatRepeatThemselvesAreLeft() {
        site.at("rep/*", (connection, request) -> connection.sendPage("<a href=a/b/>deeper</a>"));

        LeadId lead = run(lead("rep/", 20));

        assertThat(summary(lead).skipped()).containsKey(Reason.TRAP_REPEATED_PATH);
        assertThat(site.targets("rep")).hasSizeLessThan(6);
    }

    @Test
    void anotherAddressInsideAnAddressIsNotAskedFor() {
        site.page(
                "search/",
                "<a href='/look?image=http://other.example/a.png'>x</a><a href=/plain>y</a>"
                        + "<img src='/proxy/https%3A%2F%2Fother.example%2Fa.png'>");

        LeadId lead = run(lead("search/", 2));

        assertThat(site.targets("search")).containsExactly("/robots.txt", "/", "/plain");
        assertThat(reason(lead, "search/look?image=http://other.example/a.png")).isEqualTo(Reason.TRAP_ADDRESS_INSIDE);
    }

    @Test
    void linksToOtherSchemesLeadNowhere() {
        site.page(
                "odd/",
                "<a href='file:///etc/passwd'>1</a><a href='gopher://odd.example/'>2</a>"
                        + "<img src='data:image/png;base64,AAAA'><a href='javascript:1'>3</a>");

        LeadId lead = run(lead("odd/", 2));

        assertThat(summary(lead).requests()).isEqualTo(1);
        assertThat(reason(lead, "odd/")).isEqualTo(Reason.PAGE);
    }

    @Test
    void innerAddressesAreRefusedHoweverTheyAreReached() {
        site.page(
                "ssrf/",
                "<img src='http://169.254.169.254/latest/'><iframe src='http://10.0.0.1/'></iframe>"
                        + "<img src='http://[::ffff:169.254.169.254]/'><img src='http://2852039166/token'>"
                        + site.img("ssrf/to.png"));
        site.redirect("ssrf/to.png", "http://192.168.0.1/admin");

        LeadId lead = run(lead("ssrf/", 2));

        for (String inner : new String[] {
            "http://169.254.169.254/latest/",
            "http://[::ffff:169.254.169.254]/",
            "http://2852039166/token",
            "http://192.168.0.1/admin"
        }) {
            assertThat(reason(lead, CanonicalAddress.parse(inner))).as(inner).isEqualTo(Reason.REFUSED_ADDRESS);
        }
        assertThat(reason(lead, "ssrf/to.png")).isEqualTo(Reason.REDIRECT);
    }
}
