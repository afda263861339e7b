package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that writes where nobody listens neither stops at it nor is heard. */
class ComplaintsTest {
    private static final int PICTURES = 3;

    @Test
    void aProcessThatShoutsGoesOnAndNothingOfItIsKept() throws Exception {
        try (Worker worker = new Worker(shouter(), MediaLimits.DEFAULT, 0)) {
            worker.hello();
            for (int picture = 1; picture <= PICTURES; picture++) {
                int answer = inTime(() -> worker.converse((in, out) -> {
                    out.write(1);
                    out.flush();
                    return in.read();
                }));
                assertThat(answer).isEqualTo(1);
            }
            awaitBytes(worker);
            assertThat(worker.bytesOfComplaints()).isEqualTo((long) PICTURES * Shouter.BYTES);
            worker.handle().destroyForcibly();
            assertThatThrownBy(() -> worker.converse((in, out) -> in.readInt()))
                    .isInstanceOf(WorkerFault.class)
                    .message()
                    .doesNotContain(Shouter.SECRET, "!!");
        }
    }

    @Test
    void theFirstWordsOfAProcessThatDoesNotStartAreToldHoweverMuchItSays() throws Exception {
        try (Worker worker = new Worker(shouter("no such library"), MediaLimits.DEFAULT, 0)) {
            assertThatThrownBy(() -> inTime(worker::hello))
                    .rootCause()
                    .isInstanceOf(WorkerFault.class)
                    .hasMessageContaining("no such library")
                    .message()
                    .doesNotContain("more of it")
                    .hasSizeLessThan(1_100);
        }
    }

    private interface Work<T> {
        T done() throws WorkerFault;
    }

    /** Against a process that hangs. */
    private static <T> T inTime(Work<T> work) throws Exception {
        var answer = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(work.done());
            } catch (WorkerFault | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static void awaitBytes(Worker worker) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (worker.bytesOfComplaints() < (long) PICTURES * Shouter.BYTES && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static Process shouter(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Shouter.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }
}
