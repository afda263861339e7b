package org.vigie.exchange;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.ListName;
import org.vigie.testing.FakeClock;

/** A source of each state that a person may see, for tests of pages. Nothing is asked of anybody. */
@TestComponent
public class ExchangeSamples {
    private static final AuditActor TEST = AuditActor.system("test");

    private final ExchangeService sources;
    private final FakeClock clock;

    ExchangeSamples(ExchangeService sources, FakeClock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** Adds them to the bound organisation. */
    public void fill() {
        add("Sample source, new", SourceKind.NCMEC);
        var taking = add("Sample source, taking", SourceKind.STOPNCII);
        sources.save(taking.goingOn(
                new ExchangeSource.Range(clock.instant(), "/next", clock.instant(), 3), clock.instant()));
        var failed = add("Sample source, failed", SourceKind.NCMEC)
                .upTo(clock.instant().minus(Duration.ofDays(2)), clock.instant())
                .upTo(clock.instant().minus(Duration.ofDays(1)), clock.instant());
        sources.save(failed.failed("STATUS_503", clock.instant()));
        var stopped = add("Sample source, stopped", SourceKind.NCMEC);
        sources.stop(stopped.id(), TEST);
    }

    ExchangeSource add(String list, SourceKind service) {
        var access = new ExchangeService.Access(
                service,
                URI.create("http://127.0.0.1:9/v2/"),
                "test",
                "invented\ninvented\ninvented",
                service == SourceKind.STOPNCII);
        return sources.find(sources.add(new ListName(list), access, TEST)).orElseThrow();
    }
}
