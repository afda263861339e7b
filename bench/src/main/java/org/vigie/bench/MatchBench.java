package org.vigie.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.DamagedSnapshot;
import org.vigie.core.index.IndexEntry;
import org.vigie.core.index.IndexSnapshot;
import org.vigie.core.index.RadiusIndex;
import org.vigie.core.index.SegmentedIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./vigie bench match}: looking PDQ hashes up in a list, within a radius. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description =
                "Looks PDQ hashes up in a list that is made for it, and checks against a plain loop that none is missed.")
final class MatchBench implements Callable<Integer> {
    /** Hashes whose hits are compared with those of a plain loop, which is slow. */
    private static final int CHECKED = 64;

    /** Entries that are kept to make hashes near them. */
    private static final int KEPT = 10_000;

    /** Hashes that are compared with every entry at once. */
    private static final int BATCH = 256;

    private static final int ROUNDS = 3;

    /** A change takes some 200 bytes while it is made. */
    private static final int WITHDRAWN_AT_ONCE = 100_000;

    private static final Path STATUS = Path.of("/proc/self/status");

    @Option(
            names = "--n",
            paramLabel = "ENTRIES",
            defaultValue = "1000000",
            description = "How long the list is. Default: ${DEFAULT-VALUE}.")
    private int entries;

    @Option(
            names = "--list",
            paramLabel = "KIND",
            defaultValue = "UNIFORM",
            description = "How its hashes lie: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private MadeList.Kind kind = MadeList.Kind.UNIFORM;

    @Option(
            names = "--photographs",
            paramLabel = "FILE|DIR",
            description = "Real pictures for a skewed list: a folder of them, hashed with a dozen edits of each,"
                    + " or a file of PDQ hashes, the first 64 hexadecimal digits of each line.")
    private @Nullable Path photographs;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "4000",
            description = "How many hashes are looked up, every second of them within 31 bits of an entry."
                    + " Default: ${DEFAULT-VALUE}.")
    private int queries;

    @Option(
            names = "--radius",
            paramLabel = "BITS",
            defaultValue = "31",
            description = "How many bits may differ. Default: ${DEFAULT-VALUE}.")
    private int radius;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Writes the index there as well, reads it back, and says how long that took.")
    private @Nullable Path snapshot;

    @Option(
            names = "--retro",
            paramLabel = "N",
            defaultValue = "0",
            description = "Looks so many hashes up on all cores, as a new list is compared with all that was seen.")
    private int retro;

    @Option(
            names = "--withdraw",
            paramLabel = "N",
            defaultValue = "0",
            description = "Withdraws the first N entries and merges: what that takes, and what memory.")
    private int withdrawn;

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "0",
            description = "Adds and withdraws so many entries while 1000 hashes a second are looked up,"
                    + " and says how soon each is found and gone.")
    private int commits;

    @Mixin
    private Figures figures = new Figures();

    MatchBench() {}

    @Override
    public Integer call() throws IOException, DamagedSnapshot, InterruptedException {
        figures.progress("making the list");
        var list = new MadeList(kind, photographs == null ? List.of() : Photographs.hashes(photographs));
        SegmentedIndex.Builder builder = SegmentedIndex.builder();
        List<Pdq> some = new ArrayList<>();
        list.each(entries, (number, hash) -> {
            builder.add(number, hash, 0);
            if (number % Math.max(1, entries / KEPT) == 0) {
                some.add(hash);
            }
        });
        figures.progress("building the index");
        long start = System.nanoTime();
        long cpuStart = processCpu();
        SegmentedIndex index = builder.build();
        figures.with("n", entries)
                .with("list", kind.name())
                .with("radius", radius)
                .with("build_s", seconds(start))
                .with("build_cpu_s", (processCpu() - cpuStart) / 1e9)
                .with("bytes_per_entry", (double) index.bytes() / entries)
                .with("segments", index.segments())
                .with("scan", RadiusIndex.scanDescription());
        List<Pdq> asked = list.queries(queries, some);
        oneAtATime(index, asked);
        onAllCores(index, asked);
        if (retro > 0) {
            retro(index, list.queries(retro, some));
        }
        if (commits > 0) {
            figures.progress("adding and withdrawing under load");
            new ChangesUnderLoad(index, asked, radius).run(fresh(list.queries(commits, some)), figures);
        }
        if (withdrawn > 0) {
            withdraw(index);
        }
        rssPeakMb().ifPresent(peak -> figures.with("rss_peak_mb", peak));
        check(index, list, asked.subList(0, Math.min(CHECKED, asked.size())));
        scans(list, asked.subList(0, Math.min(BATCH, asked.size())));
        if (snapshot != null) {
            snapshot(index, snapshot);
        }
        figures.with("heap_peak_mb", peak() >> 20).print();
        return 0;
    }

    /** The best of some rounds: what else the machine does can only slow one down. */
    private void oneAtATime(SegmentedIndex index, List<Pdq> asked) {
        figures.progress("looking up, one at a time");
        double best = 0;
        double bestCpu = 0;
        long hits = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long cpuStart = cpu();
            hits = 0;
            for (Pdq query : asked) {
                hits += index.near(query, radius).size();
            }
            bestCpu = Math.max(bestCpu, asked.size() / ((cpu() - cpuStart) / 1e9));
            best = Math.max(best, asked.size() / seconds(start));
        }
        figures.with("queries", asked.size())
                .with("hits", hits)
                .with("queries_per_s", best)
                .with("queries_per_cpu_s", bestCpu);
    }

    private void onAllCores(SegmentedIndex index, List<Pdq> asked) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long hits = index.near(asked, radius).stream().mapToLong(List::size).sum();
            best = Math.max(best, hits < 0 ? 0 : asked.size() / seconds(start));
        }
        figures.with("all_cores_queries_per_s", best);
    }

    private void retro(SegmentedIndex index, List<Pdq> hashes) {
        figures.progress("looking a new list up, on all cores");
        long start = System.nanoTime();
        long cpuStart = processCpu();
        long hits = index.near(hashes, radius).stream().mapToLong(List::size).sum();
        figures.with("retro", hashes.size())
                .with("retro_hits", hits)
                .with("retro_s", seconds(start))
                .with("retro_cpu_s", (processCpu() - cpuStart) / 1e9);
    }

    /** Entries beside those of the list. */
    private List<IndexEntry> fresh(List<Pdq> hashes) {
        return IntStream.range(0, hashes.size())
                .mapToObj(i -> new IndexEntry((long) entries + i, hashes.get(i).value(), 0))
                .toList();
    }

    private void withdraw(SegmentedIndex index) {
        figures.progress("withdrawing and merging");
        long start = System.nanoTime();
        SegmentedIndex fewer = index;
        for (long from = 0; from < withdrawn; from += WITHDRAWN_AT_ONCE) {
            fewer = fewer.with(LongStream.range(from, Math.min(withdrawn, from + WITHDRAWN_AT_ONCE))
                    .mapToObj(id -> new SegmentedIndex.Change(index.find(id).orElseThrow(), true))
                    .toList());
        }
        figures.with("withdrawn", withdrawn).with("withdraw_s", seconds(start));
        start = System.nanoTime();
        while (fewer.needsMerging()) {
            fewer = fewer.merged();
        }
        figures.with("merge_s", seconds(start)).with("entries_left", fewer.size());
    }

    /** A plain loop over the list, which is made again for it. */
    private void check(SegmentedIndex index, MadeList list, List<Pdq> asked) {
        figures.progress("comparing with a plain loop");
        List<Set<Integer>> expected = new ArrayList<>();
        asked.forEach(query -> expected.add(new HashSet<>()));
        list.each(entries, (number, hash) -> {
            for (int i = 0; i < asked.size(); i++) {
                if (hash.distance(asked.get(i)) <= radius) {
                    expected.get(i).add(number);
                }
            }
        });
        long wanted = expected.stream().mapToLong(Set::size).sum();
        long found = IntStream.range(0, asked.size())
                .mapToLong(i -> index.near(asked.get(i), radius).stream()
                        .filter(hit -> expected.get(i).remove((int) hit.id()))
                        .count())
                .sum();
        figures.with("recall", wanted == 0 ? 1.0 : (double) found / wanted).with("recall_of", wanted);
    }

    /** Every entry compared: with many hashes at a time as Vigie does it, and one by one as a plain loop does. */
    private void scans(MadeList list, List<Pdq> asked) {
        figures.progress("scanning");
        int scanned = Math.min(entries, 10_000_000);
        RadiusIndex.Builder builder = RadiusIndex.builder();
        long[] words = new long[4 * scanned];
        list.each(scanned, (number, hash) -> {
            builder.add(hash, number);
            words[4 * number] = hash.w0();
            words[4 * number + 1] = hash.w1();
            words[4 * number + 2] = hash.w2();
            words[4 * number + 3] = hash.w3();
        });
        RadiusIndex index = builder.buildUnbanded();
        double batched = 0;
        double batchedCpu = 0;
        double plain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long cpuStart = cpu();
            index.scan(asked, radius);
            batchedCpu = Math.max(batchedCpu, asked.size() / ((cpu() - cpuStart) / 1e9));
            batched = Math.max(batched, asked.size() / seconds(start));
            int few = Math.clamp(100_000_000L / scanned, 5, asked.size());
            cpuStart = cpu();
            long near = asked.subList(0, few).stream()
                    .mapToLong(query -> plain(words, query))
                    .sum();
            plain = Math.max(plain, near < 0 ? 0 : few / ((cpu() - cpuStart) / 1e9));
        }
        figures.with("scanned", scanned)
                .with("batched_queries_per_s", batched)
                .with("batched_queries_per_cpu_s", batchedCpu)
                .with("plain_loop_queries_per_cpu_s", plain);
    }

    private long plain(long[] words, Pdq query) {
        long near = 0;
        for (int at = 0; at < words.length; at += 4) {
            int distance = Long.bitCount(words[at] ^ query.w0())
                    + Long.bitCount(words[at + 1] ^ query.w1())
                    + Long.bitCount(words[at + 2] ^ query.w2())
                    + Long.bitCount(words[at + 3] ^ query.w3());
            if (distance <= radius) {
                near++;
            }
        }
        return near;
    }

    private void snapshot(SegmentedIndex index, Path file) throws IOException, DamagedSnapshot {
        figures.progress("writing and reading a snapshot");
        long bytes = IndexSnapshot.bytes(index);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            IndexSnapshot.write(index, memory);
            memory.force();
            figures.with("snapshot_mb", bytes >> 20).with("snapshot_write_s", seconds(start));
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = System.nanoTime();
            long cpuStart = processCpu();
            SegmentedIndex read = IndexSnapshot.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena));
            figures.with("snapshot_read_s", seconds(start))
                    .with("snapshot_read_cpu_s", (processCpu() - cpuStart) / 1e9)
                    .with("snapshot_entries", read.size());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Eden"))
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** What the process took of memory at most, where the system tells. */
    private static OptionalLong rssPeakMb() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Of all threads: what building on several of them costs, whatever else the machine does. */
    private static long processCpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
