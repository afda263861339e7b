package org.vigie.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vigie.testing.HostileServer;

/** What hosts may expect of us, told by their own log; and that none of them holds up another. */
class PolitenessTest extends CrawlTestBase {
    /** The server notes the end of its answer a moment after the client may have seen it. */
    private static final Duration CLOCK_SLACK = Duration.ofMillis(10);

    private void pages(String host, int count) {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < count; i++) {
            links.append("<a href=/").append(i).append(">x</a>");
            site.page(host + "/" + i, "<p>" + i);
        }
        site.page(host + "/", links.toString());
    }

    /** From the end of each answer to the beginning of the next request. */
    private static List<Duration> gaps(List<HostileServer.Request> requests) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            gaps.add(Duration.ofNanos(requests.get(i).beganNanos()
                    - requests.get(i - 1).endedNanos().get()));
        }
        return gaps;
    }

    @Test
    void theGapOfTheLeadIsKeptBetweenAllRequests() {
        pages("polite", 4);
        Duration gap = Duration.ofMillis(300);

        run(lead("polite/", 1, 100, gap));

        assertThat(site.targets("polite")).containsExactly("/robots.txt", "/", "/0", "/1", "/2", "/3");
        assertThat(gaps(site.requests("polite"))).allMatch(found -> found.compareTo(gap.minus(CLOCK_SLACK)) >= 0);
    }

    @Test
    void theGapIsKeptBetweenTwoLeadsAndAfterFailures() {
        pages("polite", 2);
        site.at("polite/1", (connection, request) -> connection.reset());
        Duration gap = Duration.ofMillis(300);

        LeadId first = start(lead("polite/", 1, 100, gap));
        LeadId second = start(lead("polite/", 1, 100, gap));
        awaitEnd(first);
        awaitEnd(second);

        assertThat(site.requests("polite")).hasSizeGreaterThan(7);
        assertThat(gaps(site.requests("polite"))).allMatch(found -> found.compareTo(gap.minus(CLOCK_SLACK)) >= 0);
    }

    @Test
    void theGapThatTheHostAsksForIsKept() {
        pages("asks", 2);
        site.body("asks/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 1\n".getBytes(UTF_8));

        run(lead("asks/", 1));

        assertThat(gaps(site.requests("asks")).subList(1, 3))
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(1).minus(CLOCK_SLACK)) >= 0);
    }

    @Test
    void aHostThatAsksForTooLongAGapIsLeftAlone() {
        pages("slowly", 2);
        site.body("slowly/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 86400\n".getBytes(UTF_8));

        LeadId lead = run(lead("slowly/", 1));

        assertThat(reason(lead, "slowly/")).isEqualTo(Reason.CRAWL_DELAY);
        assertThat(site.targets("slowly")).containsExactly("/robots.txt");
    }

    @Test
    void whatRobotsTxtForbidsIsNotAskedFor() {
        site.body("rules/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\n".getBytes(UTF_8));
        site.page("rules/", "<a href=/private/1>1</a><a href=/public>2</a>" + site.img("rules/private/a.png"));
        site.page("rules/public", "<p>hello");

        LeadId lead = run(lead("rules/", 1));

        assertThat(site.targets("rules")).containsExactly("/robots.txt", "/", "/public");
        assertThat(reason(lead, "rules/private/1")).isEqualTo(Reason.ROBOTS);
        assertThat(reason(lead, "rules/private/a.png")).isEqualTo(Reason.ROBOTS);
        assertThat(summary(lead).forbiddenByRobots()).isEqualTo(2);
    }

    @Test
    void aReportedAddressIsFetchedAndCountedButNotItsLinks() {
        site.body("rules/robots.txt", "text/plain", "User-agent: *\nDisallow: /\n".getBytes(UTF_8));
        site.page("rules/reported", "<a href=/linked.png>1</a>" + site.img("rules/shown.png"));
        site.body("rules/shown.png", "image/png", Drawings.landscape(9, "png"));
        Lead usual = lead("rules/reported");

        LeadId lead = run(new Lead(
                org,
                Purpose.REPORT,
                usual.seeds(),
                Scope.HOST,
                1,
                50,
                Duration.ZERO,
                RobotsPolicy.REPORTED_ADDRESS,
                UUID.randomUUID()));

        assertThat(reason(lead, "rules/shown.png")).isEqualTo(Reason.PICTURE);
        assertThat(reason(lead, "rules/linked.png")).isEqualTo(Reason.ROBOTS);
        assertThat(site.targets("rules")).doesNotContain("/linked.png");
        assertThat(summary(lead).pastRobots()).isEqualTo(2);
    }

    @Test
    void aHostWhoseRobotsTxtFailsIsLeftAloneForNow() {
        pages("down", 2);
        site.at(
                "down/robots.txt",
                (connection, request) -> connection.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
        pages("up", 2);

        LeadId lead = start(lead("down/", 1));
        run(lead("up/", 1));

        await().until(() -> !site.targets("down").isEmpty());
        assertThat(summary(lead).finished()).isFalse();
        assertThat(site.targets("down")).containsExactly("/robots.txt");
    }

    @Test
    void thirtySlowHostsDoNotSlowAGoodOne() {
        List<LeadId> slow = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            site.at("slow" + i + "/", HostileSite.dripping("text/html"));
            slow.add(start(lead("slow" + i + "/")));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> slow.stream()
                                .mapToLong(lead -> summary(lead).requests())
                                .sum()
                        == 30);
        pages("good", 20);

        long begin = System.nanoTime();
        LeadId good = run(lead("good/", 1));
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(summary(good).pages()).isEqualTo(21);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        slow.forEach(lead -> {
            awaitEnd(lead);
            assertThat(summary(lead).errors()).containsEntry(Reason.TOO_SLOW, 1);
        });
    }
}
