package org.vigie.match;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows operators how old the index is; too old is unhealthy, because nothing is matched then. */
@Component("matching")
class IndexHealth implements HealthIndicator {
    private final MatchService matches;

    IndexHealth(MatchService matches, MeterRegistry meters, Clock clock) {
        this.matches = matches;
        Gauge.builder(
                        "vigie.match.index.entries",
                        matches,
                        service -> service.status().entries())
                .description("entries of hash lists in memory")
                .register(meters);
        Gauge.builder("vigie.match.index.age", matches, service -> age(service, clock))
                .baseUnit("seconds")
                .description("time since the hash lists were read")
                .register(meters);
    }

    @Override
    public Health health() {
        MatchService.IndexStatus status = matches.status();
        Health.Builder health = status.isFresh() ? Health.up() : Health.down();
        return health.withDetail("entries", status.entries()).build();
    }

    private static double age(MatchService matches, Clock clock) {
        return matches.status()
                .refreshedAt()
                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
