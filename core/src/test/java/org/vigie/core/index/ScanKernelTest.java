package org.vigie.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vigie.core.hash.Pdq;

/** The two ways to scan tell of the same candidates, in the same order for each hash. */
class ScanKernelTest {
    private record Candidate(int query, int position) {}

    @Property(tries = 100)
    void vectorsAndWordsAgree(
            @ForAll long seed,
            @ForAll Hashes.Shape shape,
            @ForAll @IntRange(max = 3_000) int size,
            @ForAll @IntRange(min = 1, max = 11) int queries,
            @ForAll @IntRange(max = 31) int radius) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return; // this run has one way only
        }
        Hashes hashes = new Hashes(seed);
        List<Pdq> list = hashes.list(shape, size);
        long[] heads = heads(list);
        long[] asked = heads(asked(hashes, list, queries, radius));
        ScanKernel words = new ScalarScan();
        ScanKernel vectors = new VectorScan();

        assertThat(all(vectors, heads, asked, radius)).hasSameElementsAs(all(words, heads, asked, radius));
        assertThat(one(vectors, heads, asked, radius)).isEqualTo(one(words, heads, asked, radius));
    }

    private static List<Candidate> all(ScanKernel kernel, long[] heads, long[] queries, int radius) {
        List<Candidate> found = new ArrayList<>();
        kernel.scanAll(heads, queries, radius, (query, position) -> found.add(new Candidate(query, position)));
        return found;
    }

    private static List<Candidate> one(ScanKernel kernel, long[] heads, long[] queries, int radius) {
        List<Candidate> found = new ArrayList<>();
        kernel.scan(
                heads, queries[0], queries[1], radius, (query, position) -> found.add(new Candidate(query, position)));
        return found;
    }

    private static List<Pdq> asked(Hashes hashes, List<Pdq> list, int count, int radius) {
        List<Pdq> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(list.isEmpty() ? hashes.any() : hashes.away(list.get(i * 131 % list.size()), radius));
        }
        return asked;
    }

    private static long[] heads(List<Pdq> list) {
        return list.stream()
                .flatMapToLong(hash -> LongStream.of(hash.w0(), hash.w1()))
                .toArray();
    }
}
