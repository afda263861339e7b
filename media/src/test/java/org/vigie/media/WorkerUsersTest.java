package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.sandbox.Unconfined;

/** Each decoding process has a user of its own, and none has a user that may be somebody's. */
class WorkerUsersTest {
    private static final int FIRST_OF_DEBIAN = 60_000;

    @Test
    void noneIsTakenTwiceAndNoneBeyondTheRange() throws Exception {
        Set<Integer> all = new HashSet<>();
        for (WorkerUsers.Of of : WorkerUsers.Of.values()) {
            var users = new WorkerUsers(of);
            for (int number = 0; number < WorkerUsers.MAX; number++) {
                assertThat(all.add(users.take())).as("%s %d", of, number).isTrue();
            }
            assertThatThrownBy(users::take).isInstanceOf(WorkerFault.class).hasMessageContaining("at once");
            users.giveBack(of.first() + 7);
            assertThat(users.take()).isEqualTo(of.first() + 7);
        }
        assertThat(all).allMatch(user -> user < FIRST_OF_DEBIAN);
    }

    @Test
    void aStartThatFailsTakesNone() throws Exception {
        var users = new WorkerUsers(WorkerUsers.Of.PICTURES);
        var starter = new WorkerStarter(List.of(), MediaLimits.DEFAULT, DecoderName.TURBOJPEG);
        starter.close(); // so that nothing starts
        try (var pool = new WorkerPool(starter, new Unconfined(), MediaLimits.DEFAULT, 1, users)) {
            for (int number = 0; number < 5; number++) {
                assertThatThrownBy(pool::started).isInstanceOf(WorkerFault.class);
            }
        }
        assertThat(users.take()).isEqualTo(WorkerUsers.Of.PICTURES.first());
    }
}
