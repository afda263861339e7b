package org.vigie.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigie.testing.FakeClock;

class BucketsTest {
    private static final Limit LIMIT = Limit.SIGN_IN_OF_NETWORK;

    private final FakeClock clock = new FakeClock();

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        var buckets = new Buckets(LIMIT, 3, 10, clock);
        assertThat(taken(buckets, "a", 4)).isEqualTo(3);
        buckets.giveBack("a");

        assertThat(taken(buckets, "a", 4)).isEqualTo(1);
        assertThat(taken(buckets, "b", 4)).as("another").isEqualTo(3);
    }

    @Test
    void aBucketIsNeverMoreThanFull() {
        var buckets = new Buckets(LIMIT, 3, 10, clock);
        buckets.take("a");
        for (int times = 0; times < 100; times++) {
            buckets.giveBack("a");
            buckets.giveBack("never seen");
        }

        assertThat(taken(buckets, "a", 10)).isEqualTo(3);
        assertThat(taken(buckets, "never seen", 10)).isEqualTo(3);
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOut() {
        var buckets = new Buckets(LIMIT, 3, 10, clock);
        clock.advance(Duration.ofHours(3));
        assertThat(taken(buckets, "a", 4)).isEqualTo(3);
        clock.advance(Duration.ofHours(-3));

        assertThat(taken(buckets, "a", 1)).as("at once").isZero();
        clock.advance(LIMIT.refill().dividedBy(3));
        assertThat(taken(buckets, "a", 3)).as("after a third of the refill").isEqualTo(1);
        clock.advance(LIMIT.refill());
        assertThat(taken(buckets, "a", 4)).as("after all of it").isEqualTo(3);
    }

    private static int taken(Buckets buckets, String key, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take(key) ? 1 : 0;
        }
        return taken;
    }
}
