package org.vigie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.media.MediaHasher;
import org.vigie.media.MediaLimits;
import org.vigie.media.SandboxLevel;
import org.vigie.media.decode.DecodeMode;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.decode.Decoders;
import org.vigie.media.decode.PictureType;
import org.vigie.media.decode.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./vigie bench hash}: decoding and hashing pictures. The pictures lie in memory; one thread, two threads, the sandbox and
 * bare decoding take turns, round by round, so that all see the same machine, and the median of the rounds counts.
 */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes and hashes the pictures of a folder: with one thread, with two, and through the sandbox.",
            "Without a folder it draws twenty pictures of 12 million pixels."
        })
final class HashBench implements Callable<Integer> {
    private static final int DRAWN = 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Pictures that you trust: they are decoded without a sandbox too.")
    private @Nullable Path folder;

    @Option(
            names = "--mode",
            defaultValue = "REDUCED",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, as a crawl would.")
    private DecodeMode mode = DecodeMode.REDUCED;

    @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}, after one to warm up.")
    private int rounds;

    @Mixin
    private Figures figures = new Figures();

    HashBench() {}

    @Override
    public Integer call() throws IOException {
        figures.progress(folder == null ? "drawing pictures" : "reading pictures");
        Set set = Set.of(folder == null ? Drawing.jpegs(DRAWN) : read(folder), mode);
        try (Sandbox one = Sandbox.open(1);
                Sandbox two = Sandbox.open(2)) {
            List<Race> races = new ArrayList<>(List.of(
                    new Race("images_per_s_1t", passes -> set.inProcess(passes, 1)),
                    new Race("images_per_s_2t", passes -> set.inProcess(passes, 2))));
            if (one.isConfined()) {
                races.add(new Race("sandboxed_images_per_s", passes -> set.run(passes, 1, () -> one.task(mode))));
                races.add(new Race("sandboxed_images_per_s_2t", passes -> set.run(passes, 2, () -> two.task(mode))));
            }
            races.add(new Race("bare_decode_images_per_s", passes -> set.run(passes, 1, set::bare)));
            for (int round = 0; round <= rounds; round++) {
                figures.progress(round == 0 ? "warming up" : "round %d of %d".formatted(round, rounds));
                boolean counts = round > 0;
                races.forEach(race -> race.run(counts, set.pictures.size()));
            }
            figures.with("files", set.pictures.size())
                    .with("megapixels", set.megapixels)
                    .with("megabytes", set.megabytes())
                    .with("not_hashed", set.notHashed)
                    .with("mode", mode.label());
            races.forEach(race -> figures.with(race.name, race.median()));
            if (one.isConfined()) {
                costs(set, one);
            }
            figures.with("sandbox", one.description()).print();
        }
        return 0;
    }

    /** The cost of the sandbox for an item: in a process that is warm, and in one that is started for it alone. */
    private void costs(Set set, Sandbox sandbox) {
        Decoders decoders = new Decoders(DecoderName.TURBOJPEG, MediaLimits.DEFAULT.pixelsMax());
        MediaHasher warm = sandbox.hasher.in(mode);
        MediaHasher fresh = warm.fresh();
        var ofWarm = new SandboxCost();
        var ofFresh = new SandboxCost();
        for (int round = 0; round <= rounds; round++) {
            figures.progress("cost of the sandbox, round %d of %d".formatted(round, rounds));
            ofWarm.round(set.pictures, one -> decoders.hash(Set.request(one, mode)), warm::hash, round > 0);
            ofFresh.round(set.pictures, one -> decoders.hash(Set.request(one, mode)), fresh::hash, round > 0);
        }
        figures.with("sandbox_cost_ms_median", ofWarm.median())
                .with("sandbox_cost_ms_p95", ofWarm.p95())
                .with("fresh_process_cost_ms_median", ofFresh.median())
                .with("fresh_process_cost_ms_p95", ofFresh.p95());
    }

    private static List<byte[]> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<byte[]> pictures = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                pictures.add(Files.readAllBytes(file));
            }
            return pictures;
        }
    }

    /**
     * One way of doing it, and how fast it was in each round. A round goes through all pictures as often as they can be done in
     * {@value #ROUND_S} seconds: in a shorter one, starting the threads and waiting for the last picture would weigh.
     */
    private static final class Race {
        private static final double ROUND_S = 1.5;

        private final String name;
        private final IntToDoubleFunction round;
        private final List<Double> speeds = new ArrayList<>();
        private int passes = 1;

        /** @param round goes so many times through all pictures and gives pictures a second */
        Race(String name, IntToDoubleFunction round) {
            this.name = name;
            this.round = round;
        }

        void run(boolean counts, int pictures) {
            double speed = round.applyAsDouble(passes);
            passes = Math.max(1, (int) Math.ceil(ROUND_S * speed / Math.max(1, pictures)));
            if (counts) {
                speeds.add(speed);
            }
        }

        double median() {
            double[] sorted =
                    speeds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }
    }

    /** What one thread does with a picture. */
    private interface Task {
        void take(byte[] picture);
    }

    /** The sandbox with so many processes. */
    private record Sandbox(MediaHasher hasher, Path scratch) implements AutoCloseable {
        static Sandbox open(int workers) throws IOException {
            Path scratch = Files.createTempDirectory("vigie-bench");
            return new Sandbox(
                    MediaHasher.open(new MediaHasher.Settings(scratch, MediaLimits.DEFAULT, workers, false)), scratch);
        }

        boolean isConfined() {
            return hasher.sandbox().level() != SandboxLevel.NONE;
        }

        String description() {
            return hasher.sandbox().level() + ", " + hasher.sandbox().means();
        }

        Task task(DecodeMode mode) {
            MediaHasher view = hasher.in(mode);
            return view::hash;
        }

        @Override
        public void close() throws IOException {
            hasher.close();
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The pictures that can be hashed, and work on all of them. */
    private record Set(List<byte[]> pictures, DecodeMode mode, double megapixels, int notHashed) {
        static Set of(List<byte[]> files, DecodeMode mode) {
            Decoders decoders = new Decoders(DecoderName.TURBOJPEG, MediaLimits.DEFAULT.pixelsMax());
            List<byte[]> pictures = new ArrayList<>();
            double megapixels = 0;
            for (byte[] file : files) {
                if (decoders.hash(request(file, mode)) instanceof Wire.PictureHash hash) {
                    pictures.add(file);
                    megapixels += hash.width() * (double) hash.height() / 1e6;
                }
            }
            return new Set(pictures, mode, megapixels, files.size() - pictures.size());
        }

        private static Wire.Request request(byte[] file, DecodeMode mode) {
            return new Wire.Request(0, PictureType.of(file), mode, 1, file);
        }

        double megabytes() {
            return pictures.stream().mapToLong(picture -> picture.length).sum() / 1e6;
        }

        double inProcess(int passes, int threads) {
            return run(passes, threads, () -> {
                Decoders decoders = new Decoders(DecoderName.TURBOJPEG, MediaLimits.DEFAULT.pixelsMax());
                return picture -> decoders.hash(request(picture, mode));
            });
        }

        Task bare() {
            Decoders decoders = new Decoders(DecoderName.TURBOJPEG, MediaLimits.DEFAULT.pixelsMax());
            return picture -> decoders.decodeOnly(request(picture, mode));
        }

        /**
         * Does all pictures, some times over.
         *
         * @param tasks gives each thread its own
         * @return pictures a second
         */
        double run(int passes, int threads, Supplier<Task> tasks) {
            int all = passes * pictures.size();
            AtomicInteger next = new AtomicInteger();
            try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
                long start = System.nanoTime();
                List<? extends Future<?>> running = IntStream.range(0, threads)
                        .mapToObj(thread -> executor.submit(() -> {
                            Task task = tasks.get();
                            for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                                task.take(pictures.get(i % pictures.size()));
                            }
                        }))
                        .toList();
                for (Future<?> one : running) {
                    one.get();
                }
                return all * 1e9 / (System.nanoTime() - start);
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
