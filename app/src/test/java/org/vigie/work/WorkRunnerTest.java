package org.vigie.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
@Import(WorkRunnerTest.Kinds.class)
class WorkRunnerTest {
    @Autowired
    private WorkRunner runner;

    @Autowired
    private WorkQueue queue;

    @Autowired
    private WorkSettings settings;

    @Autowired
    private Scripted handler;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @BeforeEach
    void forget() {
        handler.seen.clear();
        handler.failures = 0;
        handler.then = () -> {};
    }

    @Test
    void workIsDoneOnceItIsDueWithItsOrganisationBound() {
        OrgId org = fixtures.organisation("North");
        UUID subject = UUID.randomUUID();
        queue.add(Scripted.KIND, org, subject, clock.instant().plusSeconds(60));

        runAllDue();
        assertThat(seen(subject)).isEmpty();

        clock.advance(Duration.ofSeconds(61));
        runAllDue();
        runAllDue();
        assertThat(seen(subject)).containsExactly(new Seen(subject, Optional.of(org)));
    }

    @Test
    void askingTwiceForWaitingWorkKeepsTheEarlierTime() {
        UUID subject = UUID.randomUUID();
        queue.add(Scripted.KIND, null, subject, clock.instant());
        queue.add(Scripted.KIND, null, subject, clock.instant().plusSeconds(600));

        runAllDue();
        runAllDue();
        assertThat(seen(subject)).containsExactly(new Seen(subject, Optional.empty()));
    }

    @Test
    void workAskedForWhileItIsBeingDoneIsDoneAgain() {
        UUID subject = UUID.randomUUID();
        queue.add(Scripted.KIND, null, subject, clock.instant());
        handler.then = () -> {
            handler.then = () -> {};
            queue.add(Scripted.KIND, null, subject, clock.instant());
        };

        runAllDue();
        runAllDue();
        runAllDue();
        assertThat(seen(subject)).hasSize(2);
    }

    @Test
    void whatFailsIsTriedAgainAfterAPauseAndSetAsideInTheEnd() {
        UUID subject = UUID.randomUUID();
        handler.failures = Integer.MAX_VALUE;
        long setAsideBefore = queue.setAside();
        queue.add(Scripted.KIND, null, subject, clock.instant());

        for (int tried = 1; tried <= settings.triesMax(); tried++) {
            runAllDue();
            assertThat(seen(subject)).hasSize(tried);
            runAllDue();
            assertThat(seen(subject)).as("not before the pause is over").hasSize(tried);
            clock.advance(settings.pauseAfter(tried));
        }

        runAllDue();
        assertThat(seen(subject)).hasSize(settings.triesMax());
        assertThat(queue.setAside()).isGreaterThan(setAsideBefore);
    }

    /** Other tests share the database and may have left work of their own. */
    private void runAllDue() {
        while (runner.runDue() > 0) {
            assertThat(handler.seen).hasSizeLessThan(1000);
        }
    }

    private List<Seen> seen(UUID subject) {
        return handler.seen.stream()
                .filter(seen -> seen.subject().equals(subject))
                .toList();
    }

    record Seen(UUID subject, Optional<OrgId> org) {}

    static final class Scripted implements WorkHandler {
        static final String KIND = "test.scripted";
        final List<Seen> seen = new ArrayList<>();
        int failures;
        Runnable then = () -> {};

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void handle(UUID subject) {
            seen.add(new Seen(subject, CurrentOrganisation.get()));
            then.run();
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("as scripted");
            }
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Scripted scripted() {
            return new Scripted();
        }
    }
}
