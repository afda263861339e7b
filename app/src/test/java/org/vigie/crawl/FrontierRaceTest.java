package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.core.address.CanonicalAddress;

/** Many workers at once on one database, as on one machine or many. */
class FrontierRaceTest extends FrontierTestBase {
    private static final int WORKERS = 8;
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void twoWorkersNeverWorkOnOneHostAndTheGapIsKeptBetweenThem() throws Exception {
        List<CanonicalAddress> seeds =
                IntStream.range(0, 60).mapToObj(i -> address(1, "p" + i)).toList();
        lead(BUDGET, seeds);
        HostKey host = host(seeds.getFirst());
        AtomicInteger inside = new AtomicInteger();
        AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
        Queue<String> faults = new ConcurrentLinkedQueue<>();

        together(workers(() -> {
            while (count("select count(*) from visit where host_id = ? and state = 'QUEUED'", host.value()) > 0) {
                Optional<Lease> lease = frontier.claim(host);
                if (lease.isEmpty()) {
                    clock.advance(MOMENT);
                    continue;
                }
                if (inside.incrementAndGet() > 1) {
                    faults.add("two at once");
                }
                Visit visit = first(lease.get());
                begin(lease.get(), visit, GAP);
                if (clock.instant().isBefore(quietUntil.get())) {
                    faults.add("the gap was shortened");
                }
                clock.advance(MOMENT);
                Instant nextAt = clock.instant().plusMillis(3);
                quietUntil.set(nextAt);
                inside.decrementAndGet();
                end(lease.get(), visit, nextAt);
                frontier.release(lease.get(), wellUntil(nextAt));
            }
        }));

        assertThat(faults).isEmpty();
    }

    /** What one page names is on hosts that others are just working on for the same lead, in any order. */
    @Test
    void queueingAndWorkingNeverWaitForEachOtherInACircle() throws Exception {
        List<CanonicalAddress> seeds =
                IntStream.range(0, 20).mapToObj(i -> address(i, "")).toList();
        LeadId lead = lead(BUDGET, seeds);
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            jobs.add(() -> {
                Random random = new Random(worker);
                for (int round = 0; round < 15; round++) {
                    String path = "from" + worker + "-" + round;
                    List<CanonicalAddress> links = new ArrayList<>();
                    for (int host = 0; host < 30; host++) {
                        links.add(address(host + round * 5, host % 3 == 0 ? "shared" + round : path));
                    }
                    Collections.shuffle(links, random);
                    queue(lead, links);
                }
                return null;
            });
            jobs.add(() -> {
                for (int round = 0; round < 40; round++) {
                    workOnce(host(seeds.get((worker + round) % seeds.size())));
                }
                return null;
            });
        }

        together(jobs);

        assertThat(count("select count(*) from visit where lead_id = ? and state = 'QUEUED'", lead.value()))
                .isPositive();
        assertThat(count("""
                select count(*) from visit v where lead_id = ? and not exists (
                    select 1 from url_seen s where s.lead_id = v.lead_id and s.mac = v.mac)""", lead.value())).isZero();
        assertThat(count("""
                select count(*) from url_seen s where lead_id = ? and not exists (
                    select 1 from visit v where v.lead_id = s.lead_id and v.mac = s.mac)""", lead.value()))
                .as("addresses that are known and never visited")
                .isZero();
    }

    @Test
    void thoseWhoMeetTheSameNewHostsDoNotWaitForEachOtherInACircle() throws Exception {
        LeadId lead = lead(BUDGET, List.of(address(0, "")));
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            jobs.add(() -> {
                for (int round = 0; round < 10; round++) {
                    int first = 1 + round * 40;
                    String path = "from" + worker;
                    List<CanonicalAddress> links = new ArrayList<>(IntStream.range(first, first + 40)
                            .mapToObj(host -> address(host, path))
                            .toList());
                    Collections.shuffle(links, new Random(worker));
                    queue(lead, links);
                }
                return null;
            });
        }

        together(jobs);

        assertThat(count("select count(*) from visit where lead_id = ?", lead.value()))
                .isEqualTo(1 + WORKERS * 10 * 40);
    }

    @Test
    void aBudgetIsNeverOverspent() throws Exception {
        int budget = 17;
        List<CanonicalAddress> seeds = IntStream.range(0, 40)
                .mapToObj(i -> address(i % WORKERS, "p" + i))
                .toList();
        LeadId lead = lead(budget, seeds);
        AtomicInteger begun = new AtomicInteger();

        together(IntStream.range(0, WORKERS)
                .<Callable<Void>>mapToObj(worker -> () -> {
                    Lease lease = frontier.claim(host(address(worker, ""))).orElseThrow();
                    for (Visit visit : frontier.due(lease, 50)) {
                        if (begin(lease, visit, Duration.ZERO) == FrontierService.Go.YES) {
                            begun.incrementAndGet();
                            end(lease, visit);
                        }
                    }
                    frontier.release(lease, wellUntil(clock.instant()));
                    return null;
                })
                .toList());

        assertThat(begun).hasValue(budget);
        assertThat(count("select spent from lead where id = ?", lead.value())).isEqualTo(budget);
        assertThat(count("select count(*) from visit where lead_id = ? and reason = 'BUDGET'", lead.value()))
                .isEqualTo(seeds.size() - budget);
        assertThat(count("select count(*) from lead where id = ? and finished_at is not null", lead.value()))
                .isOne();
    }

    /** A worker lets the host go to sleep in the moment in which another queues something at it. */
    @Test
    void aHostNeverSleepsOnWhatIsQueued() throws Exception {
        CanonicalAddress seed = address(1, "");
        LeadId lead = lead(BUDGET, List.of(seed));
        HostKey host = host(seed);
        AtomicInteger number = new AtomicInteger();
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            jobs.add(() -> {
                for (int round = 0; round < 20; round++) {
                    queue(lead, List.of(address(1, "p" + number.incrementAndGet())));
                }
                return null;
            });
            jobs.add(() -> {
                for (int round = 0; round < 20; round++) {
                    workOnce(host);
                }
                return null;
            });
        }

        together(jobs);

        long waiting = count("select count(*) from visit where host_id = ? and state = 'QUEUED'", host.value());
        long asleep = count("select count(*) from host where id = ? and wake_at is null", host.value());
        assertThat(waiting == 0 || asleep == 0)
                .as("%d wait, asleep: %d", waiting, asleep)
                .isTrue();
    }

    /** Workers are killed at any step of the way; others come later and go on. */
    @Test
    void whoeverIsKilledNoVisitIsLostAndNoneIsChargedTwice() throws Exception {
        List<CanonicalAddress> seeds =
                IntStream.range(0, 80).mapToObj(i -> address(i % 5, "p" + i)).toList();
        LeadId lead = lead(BUDGET, seeds);
        Random dice = new Random(4);

        together(workers(() -> {
            while (count("select count(*) from lead where id = ? and finished_at is null", lead.value()) > 0) {
                for (int number = 0; number < 5; number++) {
                    dieSomewhere(host(address(number, "")), dice);
                }
                clock.advance(settings.lease().dividedBy(WORKERS));
            }
        }));

        assertThat(count("select count(*) from visit where lead_id = ? and state = 'ENDED'", lead.value()))
                .isEqualTo(seeds.size());
        assertThat(count("select spent from lead where id = ?", lead.value())).isEqualTo(seeds.size());
    }

    private void dieSomewhere(HostKey host, Random dice) {
        Optional<Lease> claimed = frontier.claim(host);
        if (claimed.isEmpty() || dice.nextInt(8) == 0) {
            return;
        }
        Lease lease = claimed.get();
        try {
            for (Visit visit : frontier.due(lease, 3)) {
                begin(lease, visit, Duration.ZERO);
                if (dice.nextInt(8) == 0) {
                    return;
                }
                end(lease, visit);
                if (dice.nextInt(8) == 0) {
                    return;
                }
            }
            frontier.release(lease, wellUntil(clock.instant()));
        } catch (LeaseLost e) {
            return; // the clock went on, as for a worker that was asleep
        }
    }

    private void workOnce(HostKey host) {
        Optional<Lease> claimed = frontier.claim(host);
        if (claimed.isEmpty()) {
            return;
        }
        Lease lease = claimed.get();
        for (Visit visit : frontier.due(lease, 2)) {
            if (begin(lease, visit, Duration.ZERO) == FrontierService.Go.YES) {
                end(lease, visit);
            }
        }
        frontier.release(lease, wellUntil(clock.instant()));
    }

    private static List<Callable<Void>> workers(Job job) {
        return Collections.nCopies(WORKERS, () -> {
            job.run();
            return null;
        });
    }

    /** Work that may fail. */
    private interface Job {
        void run() throws Exception;
    }
}
