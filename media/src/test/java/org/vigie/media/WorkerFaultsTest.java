package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a decoding process that takes too long, holds too much, or dies; and to the pictures after. */
class WorkerFaultsTest {
    private static final byte[] SMALL = Pictures.jpeg(21, 160, 120);

    /** 81 million pixels in 10 kB: seconds of work. */
    private static final byte[] LONG = Pictures.blackPng(9_000, 9_000);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path scratch = Path.of("");

    private MediaHasher open(MediaLimits limits) {
        MediaHasher hasher = MediaHasher.open(new MediaHasher.Settings(scratch, limits, 1, false));
        assumeTrue(
                hasher.sandbox().level() != SandboxLevel.NONE,
                () -> "skipped, nothing is decoded here: " + hasher.sandbox().summary());
        return hasher;
    }

    private static MediaLimits limits(Duration decodeTime, long memoryBytes, int picturesPerWorker) {
        MediaLimits usual = MediaLimits.DEFAULT;
        return new MediaLimits(
                usual.bytesMax(),
                usual.pixelsMax(),
                decodeTime,
                usual.startTime(),
                memoryBytes,
                Math.min(memoryBytes, usual.heapBytes()),
                picturesPerWorker,
                usual.processorTime(),
                usual.idleTime(),
                usual.framesPerPicture(),
                usual.processes());
    }

    private static WorkerPool pool(MediaHasher hasher) {
        return Objects.requireNonNull(hasher.pool());
    }

    private static Worker onlyWorker(MediaHasher hasher) {
        return pool(hasher).alive().iterator().next();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static UndecodableReason reason(Hashing hashing) {
        assertThat(hashing).isInstanceOf(Undecodable.class);
        return ((Undecodable) hashing).reason();
    }

    @Test
    void aPictureThatTakesTooLongEndsItsWorkerAndNothingElse() {
        try (MediaHasher hasher = open(limits(Duration.ofMillis(150), 512L << 20, 500))) {
            Worker before = onlyWorker(hasher);
            assertThat(reason(hasher.hash(LONG))).isEqualTo(UndecodableReason.TIMED_OUT);
            await(() -> !before.isAlive());
        }
    }

    @Test
    void aWorkerKilledInTheMiddleIsReplacedAndThePictureTriedAgain() {
        try (MediaHasher hasher = open(limits(Duration.ofSeconds(60), 512L << 20, 500))) {
            assertThat(hasher.hash(SMALL)).isInstanceOf(Hashed.class);
            Worker first = onlyWorker(hasher);
            CompletableFuture<Hashing> answer = CompletableFuture.supplyAsync(() -> hasher.hash(LONG));
            await(first::isBusy);
            first.handle().destroyForcibly();
            assertThat(answer.join()).isInstanceOf(Hashed.class);
            assertThat(onlyWorker(hasher)).isNotSameAs(first);
        }
    }

    @Test
    void aNewWorkerThatDiesOfItsPictureSaysSo() {
        try (MediaHasher hasher = open(limits(Duration.ofSeconds(60), 512L << 20, 500))) {
            WorkerPool pool = pool(hasher);
            Worker idle = onlyWorker(hasher);
            CompletableFuture<Hashing> answer =
                    CompletableFuture.supplyAsync(() -> hasher.fresh().hash(LONG));
            await(() -> pool.alive().stream().anyMatch(Worker::isBusyDecoding));
            pool.alive().stream()
                    .filter(worker -> worker != idle)
                    .forEach(worker -> worker.handle().destroyForcibly());
            assertThat(reason(answer.join())).isEqualTo(UndecodableReason.WORKER_CRASHED);
            assertThat(hasher.hash(SMALL)).isInstanceOf(Hashed.class);
        }
    }

    @Test
    void memoryIsBoundedWhateverThePictureWants() {
        long memory = 160L << 20;
        try (MediaHasher hasher = open(limits(Duration.ofSeconds(60), memory, 500))) {
            byte[] wide = Pictures.jpeg(22, 7_000, 7_000);
            CompletableFuture<Hashing> answer = CompletableFuture.supplyAsync(() -> hasher.hash(wide));
            long most = 0;
            while (!answer.isDone()) {
                most = Math.max(most, residentBytes(hasher));
            }
            assertThat(reason(answer.join())).isEqualTo(UndecodableReason.OUT_OF_MEMORY);
            assertThat(most).isLessThan(memory + (32L << 20));
            assertThat(hasher.hash(SMALL)).isInstanceOf(Hashed.class);
        }
    }

    private static long residentBytes(MediaHasher hasher) {
        Set<Worker> workers = pool(hasher).alive();
        return workers.stream().mapToLong(Worker::residentBytes).max().orElse(0);
    }

    @Test
    void aWorkerIsReplacedAfterItsPictures() {
        try (MediaHasher hasher = open(limits(Duration.ofSeconds(10), 512L << 20, 3))) {
            Worker first = onlyWorker(hasher);
            for (int picture = 0; picture < 4; picture++) {
                assertThat(hasher.hash(SMALL)).isInstanceOf(Hashed.class);
            }
            assertThat(first.isAlive()).isFalse();
            assertThat(onlyWorker(hasher).served()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerSeesThePicturesOfOneSourceOnly() {
        try (MediaHasher hasher = open(MediaLimits.DEFAULT)) {
            Worker first = onlyWorker(hasher);
            assertThat(hasher.forSource("a").hash(SMALL)).isInstanceOf(Hashed.class);
            assertThat(hasher.forSource("a").hash(SMALL)).isInstanceOf(Hashed.class);
            assertThat(onlyWorker(hasher)).isSameAs(first);
            assertThat(hasher.forSource("b").hash(SMALL)).isInstanceOf(Hashed.class);
            assertThat(onlyWorker(hasher)).isNotSameAs(first);
            await(() -> !first.isAlive());
        }
    }

    @Test
    void aFreshViewNeverUsesAWorkerTwice() {
        try (MediaHasher hasher = open(MediaLimits.DEFAULT)) {
            Worker warm = onlyWorker(hasher);
            assertThat(hasher.fresh().hash(SMALL)).isInstanceOf(Hashed.class);
            assertThat(warm.served()).isZero();
            assertThat(onlyWorker(hasher)).isSameAs(warm);
        }
    }

    @Test
    void closingEndsAllWorkers() {
        MediaHasher hasher = open(MediaLimits.DEFAULT);
        Worker worker = onlyWorker(hasher);
        hasher.close();
        await(() -> !worker.isAlive());
        assertThat(reason(hasher.hash(SMALL))).isEqualTo(UndecodableReason.SANDBOX_UNAVAILABLE);
    }
}
