package org.vigie.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.ExactIndex;
import org.vigie.core.index.Hit;
import org.vigie.core.index.RadiusIndex;

/**
 * Look-ups in hash lists. The hashes are made up: real lists are skewed in ways that no made-up one is, so these figures say
 * how the index grows and compare changes to it; they do not say what a real list will cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class IndexBenchmark {
    /** How the hashes lie. */
    public enum Spread {
        /** Every bit a coin. */
        EVEN,
        /** Every tenth entry is a version, up to 31 bits away, of one of a hundred pictures, which are asked for too. */
        VERSIONS
    }

    private static final int QUERIES = 1024;
    private static final int PICTURES = 100;

    @Param({"100000", "1000000"})
    int entries;

    @Param
    Spread spread = Spread.EVEN;

    private final Pdq[] queries = new Pdq[QUERIES];
    private final HashValue[] exactQueries = new HashValue[QUERIES];
    private RadiusIndex radiusIndex = RadiusIndex.builder().build();
    private ExactIndex exactIndex = ExactIndex.builder().build();
    private int next;

    /** Makes the lists and the queries: by turns a hash that nobody knows, and one up to 31 bits from an entry. */
    @Setup(Level.Trial)
    public void build() {
        Random random = new Random(1);
        Pdq[] pictures = new Pdq[PICTURES];
        for (int i = 0; i < PICTURES; i++) {
            pictures[i] = any(random);
        }
        RadiusIndex.Builder radius = RadiusIndex.builder();
        ExactIndex.Builder exact = ExactIndex.builder();
        for (int i = 0; i < entries; i++) {
            boolean version = spread == Spread.VERSIONS && i % 10 == 0;
            Pdq hash = version ? near(pictures[random.nextInt(PICTURES)], random) : any(random);
            HashValue sha256 = sha256(random);
            radius.add(hash, i);
            exact.add(sha256, i);
            int query = i / (entries / QUERIES);
            if (query < QUERIES) {
                queries[query] = query % 2 == 0 ? any(random) : near(hash, random);
                exactQueries[query] = query % 2 == 0 ? sha256(random) : sha256;
            }
        }
        radiusIndex = radius.build();
        exactIndex = exact.build();
    }

    /** All entries within 31 bits. */
    @Benchmark
    public List<Hit> within31() {
        return radiusIndex.within(queries[turn()], Pdq.RADIUS);
    }

    /** All entries with the same SHA-256. */
    @Benchmark
    public long[] equal() {
        return exactIndex.ids(exactQueries[turn()]);
    }

    private int turn() {
        next = (next + 1) % QUERIES;
        return next;
    }

    private static HashValue sha256(Random random) {
        byte[] bytes = new byte[HashAlgorithm.SHA256.bytes()];
        random.nextBytes(bytes);
        return HashValue.of(HashAlgorithm.SHA256, bytes);
    }

    private static Pdq any(Random random) {
        return new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static Pdq near(Pdq hash, Random random) {
        long[] words = {hash.w0(), hash.w1(), hash.w2(), hash.w3()};
        for (int bits = random.nextInt(Pdq.RADIUS + 1); bits > 0; bits--) {
            words[random.nextInt(words.length)] ^= 1L << random.nextInt(Long.SIZE);
        }
        return new Pdq(words[0], words[1], words[2], words[3]);
    }
}
