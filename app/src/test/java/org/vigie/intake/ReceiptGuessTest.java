package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.receipt.ReceiptCode;
import org.vigie.limit.Limit;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/** What somebody learns who tries receipts: nothing by the time it takes, and nothing by trying for long. */
@Tag("figures")
@VigieTest
class ReceiptGuessTest {
    /** Dudect's bound: above it the two are told apart. */
    private static final double WELCH_MAX = 4.5;

    private static final double RECEIPTS = 1e6;
    private static final double YEARS_MIN = 1e9;
    private static final double HOURS_OF_A_YEAR = 8_766;

    /** Asked at a time: they wait most of it. */
    private static final int AT_ONCE = 10;

    /** Fewer than all the world may try in an hour; then the clock goes on. */
    private static final int BATCH = 500;

    @Autowired
    private PublicDoor door;

    @Autowired
    private FormTokens tokens;

    @Autowired
    private FakeClock clock;

    private int networks;

    @Test
    void oneOfAMillionReceiptsIsNotHitInAThousandMillionYears() throws IOException {
        double tries = Math.pow(2, ReceiptCode.RANDOM_BITS) / RECEIPTS;
        double triesAnHour = Limit.RECEIPT_OF_ALL.size()
                * (double) Duration.ofHours(1).toMillis()
                / Limit.RECEIPT_OF_ALL.refill().toMillis();
        double years = tries / triesAnHour / HOURS_OF_A_YEAR;

        assertThat(years).isGreaterThan(YEARS_MIN);
        Figure.keep(
                "S19-guess",
                "%d bits, 1,000,000 receipts, %.0f tries an hour by all the world: %.1e years expected to hit one"
                        .formatted(ReceiptCode.RANDOM_BITS, triesAnHour, years));
    }

    @Test
    void anAnswerTakesAsLongWhateverTheCodeIs() throws Exception {
        var code = door.report(new PublicDoor.Form(
                        CanonicalAddress.parse("http://timed.example/" + System.nanoTime()),
                        "",
                        Locale.ENGLISH,
                        tokens.fresh(),
                        "192.0.2.1"))
                .text();
        int each = Figure.rounds(200, 5_000);
        var valid = new ArrayList<Double>();
        var unknown = new ArrayList<Double>();
        var order = new ArrayList<Boolean>();
        for (int i = 0; i < each; i++) {
            order.add(true);
            order.add(false);
        }
        Collections.shuffle(order, new Random(19));
        time(code, 20, order.subList(0, 20), new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < order.size(); from += BATCH) {
            clock.advance(Duration.ofHours(1));
            time(code, AT_ONCE, order.subList(from, Math.min(order.size(), from + BATCH)), valid, unknown);
        }
        clock.advance(Duration.ofHours(2));

        double welch = Math.abs(welch(valid, unknown));
        Figure.keep(
                "S19",
                "%,d receipts that exist and %,d that do not, in random order: Welch t %.2f (bound %.1f), means %.3f and %.3f ms"
                        .formatted(
                                valid.size(),
                                unknown.size(),
                                welch,
                                WELCH_MAX,
                                mean(valid) / 1e6,
                                mean(unknown) / 1e6));
        assertThat(welch).isLessThan(WELCH_MAX);
    }

    private void time(String code, int atOnce, List<Boolean> order, List<Double> valid, List<Double> unknown)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(atOnce)) {
            var running = new ArrayList<Future<Double>>();
            for (boolean exists : order) {
                var asked = exists ? code : "0".repeat(ReceiptCode.LENGTH);
                var network = "2001:db8:%x::1".formatted(networks++);
                running.add(executor.submit(() -> {
                    long start = System.nanoTime();
                    boolean found = door.stage(asked, network).isPresent();
                    double taken = System.nanoTime() - start;
                    assertThat(found).isEqualTo(exists);
                    return taken;
                }));
            }
            for (int i = 0; i < order.size(); i++) {
                (order.get(i) ? valid : unknown).add(running.get(i).get());
            }
        }
    }

    private static double welch(List<Double> a, List<Double> b) {
        return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.size() + variance(b) / b.size());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.size() - 1);
    }
}
