package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.Sealer;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/**
 * S8: a hundred times the reports of a large hotline, from one address and from 5,000, and every minute somebody who means it.
 * Nobody is refused, and those who mean it are on the analyst's screen as if nothing else had come. The minutes are those of the
 * reports; they are sent as fast as this machine takes them.
 */
@Tag("figures")
@VigieTest
class FloodOfReportsTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("id=\"receipt-code\"[^>]*>([^<]+)<");

    /** A large hotline gets 160,000 reports a month, 3.6 a minute. */
    private static final int FLOOD_A_MINUTE = 360;

    private static final int ADDRESSES = 5_000;
    private static final int SENDERS = 4;
    private static final Duration ON_SCREEN_MAX = Duration.ofMinutes(2);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FakeClock clock;

    @Autowired
    private FormTokens tokens;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    private Instant began = Instant.EPOCH;
    private SignedIn analyst;
    private int refused;
    private int sent;

    @BeforeEach
    void afterAllOtherTests() {
        clock.advance(Duration.ofDays(2));
        began = clock.instant();
        analyst = new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "Camille");
    }

    /** What other tests have worked on shall not be this. */
    @AfterEach
    void leaveNoWork() {
        in(() -> db.sql("""
                delete from work where kind = 'intake.fetch'
                    and subject in (select id from incident where received_at >= :began)
                """)
                .param("began", began.atOffset(java.time.ZoneOffset.UTC))
                .update());
    }

    @Test
    void whoMeansItIsSeenInTheMidstOfAFlood() throws Exception {
        int minutes = Figure.rounds(2, 10);
        var fromOne = flood(minutes, "one", number -> "192.0.2.7");
        long later = waitingLaterThan(clock.instant());
        clock.advance(Duration.ofHours(2));
        var fromMany = flood(minutes, "many", number -> "2001:db8:%x::1".formatted(number % ADDRESSES));

        Figure.keep(
                "S8",
                "%,d reports from one address and as many from %,d, 100 times the usual: %d refused; %d of %d that were meant accepted, on the screen after %d ms at most (95 %%: %d ms)"
                        .formatted(
                                minutes * FLOOD_A_MINUTE,
                                ADDRESSES,
                                refused,
                                fromOne.size() + fromMany.size(),
                                2 * minutes,
                                Math.max(slowest(fromOne, 100), slowest(fromMany, 100)),
                                Math.max(slowest(fromOne, 95), slowest(fromMany, 95))));
        assertThat(refused).isZero();
        assertThat(sent).isEqualTo(2 * minutes * FLOOD_A_MINUTE);
        assertThat(Duration.ofMillis(slowest(fromOne, 95))).isLessThan(ON_SCREEN_MAX);
        assertThat(Duration.ofMillis(slowest(fromMany, 95))).isLessThan(ON_SCREEN_MAX);
        assertThat(later)
                .as("all but ten an hour of the one address are fetched later")
                .isGreaterThanOrEqualTo((long) minutes * FLOOD_A_MINUTE - 15);
    }

    /** Milliseconds until each that was meant was on the screen. */
    private List<Long> flood(int minutes, String kind, IntFunction<String> address) throws Exception {
        List<Long> seen = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int minute = 0; minute < minutes; minute++) {
                List<Future<Integer>> running = new ArrayList<>();
                for (int one = 0; one < FLOOD_A_MINUTE; one++) {
                    int number = minute * FLOOD_A_MINUTE + one;
                    running.add(senders.submit(() -> send(
                                    "http://%s-%d.example/".formatted(kind, number),
                                    tokens.fresh(),
                                    address.apply(number))
                            .getResponse()
                            .getStatus()));
                }
                // from a network of their own, while the others are being taken in
                seen.add(mean(kind + minute, "2001:db8:f%s%x::1".formatted(kind.equals("one") ? "0" : "1", minute)));
                for (var each : running) {
                    sent++;
                    refused += each.get() == 200 ? 0 : 1;
                }
                clock.advance(Duration.ofMinutes(1));
            }
        }
        return seen;
    }

    /** The whole journey of a witness; answers the milliseconds from sending to the analyst's screen. */
    private long mean(String name, String network) throws IOException {
        var form = mvc.get().uri("/report").with(from(network)).exchange();
        var token = found(TOKEN, text(form));
        var address = "http://meant-%s.example/".formatted(name);
        long asked = System.nanoTime();
        var receipt = send(address, token, network);
        assertThat(receipt).hasStatusOk();
        var report = in(() -> db.sql("select report_id from incident where address_mac = :mac")
                .param("mac", sealer.addressMac(CanonicalAddress.parse(address).text()))
                .query(UUID.class)
                .single());
        assertThat(isOnScreen(report)).as("on the pages of the list").isTrue();
        long taken = (System.nanoTime() - asked) / 1_000_000;
        assertThat(mvc.post()
                        .uri("/receipt")
                        .with(from(network))
                        .param("code", found(CODE, text(receipt)).strip()))
                .hasStatusOk();
        assertThat(in(() -> db.sql("""
                select count(*) from work w join incident i on i.id = w.subject
                where w.kind = 'intake.fetch' and i.report_id = :report and w.due <= :now
                """)
                        .param("report", report)
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .query(Long.class)
                        .single()))
                .as("due at once, whatever else waits; FloodBudgetTest has it fetched")
                .isEqualTo(1);
        return taken;
    }

    /** As an analyst looks: the newest page, and older ones while there are any of this minute. */
    private boolean isOnScreen(UUID report) {
        var page = "/reports";
        for (int pages = 0; pages <= FLOOD_A_MINUTE / IntakeLimits.REPORTS_ON_A_PAGE; pages++) {
            var shown = text(mvc.get().uri(page).with(user(analyst)).exchange());
            if (shown.contains("/reports/" + report)) {
                return true;
            }
            page = "/reports?below=" + found(Pattern.compile("below=(\\d+)"), shown);
        }
        return false;
    }

    private MvcTestResult send(String address, String token, String network) {
        return mvc.post()
                .uri("/report")
                .with(from(network))
                .param("token", token)
                .param("address", address)
                .param("words", "")
                .param("confirmed", "yes")
                .exchange();
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String network) {
        return request -> {
            request.setRemoteAddr(network);
            return request;
        };
    }

    private long waitingLaterThan(Instant at) {
        return in(() -> db.sql("""
                select count(*) from work w join incident i on i.id = w.subject
                where w.kind = 'intake.fetch' and i.received_at >= :began and w.due > :at
                """)
                .param("began", began.atOffset(java.time.ZoneOffset.UTC))
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class)
                .single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(
                organisations.hotline(), () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    private static long slowest(List<Long> millis, int percent) {
        var sorted = millis.stream().sorted().toList();
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    private static String found(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
