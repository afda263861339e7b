package org.vigie.api;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * When an answer outside the trust circle leaves: at the next multiple of a fixed time after its question came. How long the
 * look took says nothing then, as long as it takes less than the slot, which is some five times what it needs.
 */
@Component
public class AnswerSlot {
    private final Sleep sleep;
    private final ApiSettings settings;
    private final Clock clock;

    /** Lets a request wait. */
    @FunctionalInterface
    interface Sleep {
        void take(Duration time) throws InterruptedException;
    }

    AnswerSlot(Sleep sleep, ApiSettings settings, Clock clock) {
        this.sleep = sleep;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Waits until the answer to that client may leave.
     *
     * @param came {@link System#nanoTime} when the question came
     */
    void await(ApiClient client, long came) {
        long slot = slotOf(client).toNanos();
        if (slot <= 0) {
            return;
        }
        long wait = slot - Math.floorMod(System.nanoTime() - came, slot);
        try {
            sleep.take(Duration.ofNanos(wait));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that is new waits longer, where the operator wants that: who probes then needs days for what took minutes. */
    private Duration slotOf(ApiClient client) {
        boolean isNew = client.createdAt().plus(settings.newClientFor()).isAfter(clock.instant());
        var longer = settings.newClientSlot();
        return isNew && longer.compareTo(settings.answerSlot()) > 0 ? longer : settings.answerSlot();
    }
}
