package org.vigie.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

class ExactIndexTest {
    private static final List<HashAlgorithm> ALGORITHMS = List.of(HashAlgorithm.values());

    /** Few distinct bytes make hashes that repeat, begin alike, or differ in their last byte only. */
    @Property(tries = 300)
    void findsWhatAMapFinds(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int size,
            @ForAll @IntRange(min = 1, max = 32) int randomBytes) {
        Random random = new Random(seed);
        Map<HashValue, Collection<Long>> map = new HashMap<>();
        ExactIndex.Builder builder = ExactIndex.builder();
        List<HashValue> unknown = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            HashValue hash = hash(random, randomBytes);
            long id = random.nextLong();
            builder.add(hash, id);
            map.computeIfAbsent(hash, any -> new ArrayList<>()).add(id);
            unknown.add(hash(random, randomBytes));
        }
        unknown.removeIf(map::containsKey);
        ExactIndex index = builder.build();

        assertThat(index.size()).isEqualTo(size);
        map.forEach((hash, ids) -> assertThat(index.ids(hash))
                .containsExactly(
                        ids.stream().sorted().mapToLong(Long::longValue).toArray()));
        assertThat(unknown).allSatisfy(hash -> assertThat(index.ids(hash)).isEmpty());
    }

    @Example
    void anAlgorithmWithoutEntriesHasNoHits() {
        HashValue hash = new HashValue(HashAlgorithm.MD5, "00".repeat(16));
        ExactIndex index = ExactIndex.builder()
                .add(new HashValue(HashAlgorithm.SHA1, "00".repeat(20)), 1)
                .build();

        assertThat(index.ids(hash)).isEmpty();
    }

    private static HashValue hash(Random random, int randomBytes) {
        HashAlgorithm algorithm = ALGORITHMS.get(random.nextInt(ALGORITHMS.size()));
        byte[] bytes = new byte[algorithm.bytes()];
        for (int i = Math.max(0, bytes.length - randomBytes); i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(-2, 2);
        }
        return HashValue.of(algorithm, bytes);
    }
}
