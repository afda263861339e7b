package org.vigie.indicator;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.work.WorkQueue;

/** The figures of the bound organisation. */
@Service
public class IndicatorService {
    private final Stats stats;
    private final WorkQueue work;
    private final Clock clock;

    IndicatorService(Stats stats, WorkQueue work, Clock clock) {
        this.stats = stats;
        this.work = work;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Figures figures() {
        var now = clock.instant();
        var since = now.minus(IndicatorLimits.LOOK_BACK);
        var removals = stats.removals(since, IndicatorLimits.SPELLS_MAX);
        var states = stats.states();
        var waiting = stats.waitingReports();
        return new Figures(
                stats.reportToNotice(since),
                new Figures.RemovalTime(
                        removals.size(),
                        removals.stream()
                                .filter(removal -> removal.firstSeenDown() != null)
                                .count(),
                        Survival.median(removals.stream().map(Removal::least).toList()),
                        Survival.median(removals.stream().map(Removal::most).toList())),
                states,
                stats.stillUp(),
                states.stream()
                        .filter(state -> state.state().equals("HELD"))
                        .mapToLong(Figures.StateCount::items)
                        .sum(),
                stats.exposures(),
                new Figures.Queue(
                        work.waiting(),
                        work.setAside(),
                        waiting.reports(),
                        waiting.oldest().map(oldest -> Duration.between(oldest, now))));
    }
}
