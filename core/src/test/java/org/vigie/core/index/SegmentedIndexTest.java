package org.vigie.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

class SegmentedIndexTest {
    private static final List<HashAlgorithm> EXACT =
            List.of(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.SHA256);

    /** A map that everything is looked up in, one entry after the other: the oracle. */
    private final Map<Long, IndexEntry> map = new TreeMap<>();

    /** Whatever comes, goes and is merged in whatever order, the index holds what a map would. */
    @Property(tries = 150)
    void holdsWhatAMapHolds(@ForAll long seed, @ForAll @IntRange(max = 31) int radius) throws DamagedSnapshot {
        Random random = new Random(seed);
        Hashes hashes = new Hashes(seed);
        List<Pdq> pictures = hashes.list(Hashes.Shape.CLUSTERED, 40);
        SegmentedIndex index = SegmentedIndex.EMPTY;
        map.clear();
        for (int step = 0; step < 25; step++) {
            index = switch (random.nextInt(5)) {
                case 0 -> index.merged();
                case 1 -> mergedMeanwhile(index, changes(random, pictures));
                case 2 -> SnapshotBytes.read(SnapshotBytes.of(index));
                default -> index.with(changes(random, pictures));
            };
        }

        assertThat(index.size()).isEqualTo(map.size());
        assertThat(index.total()).isEqualTo(total());
        for (long id = 0; id < 60; id++) {
            assertThat(index.find(id).orElse(null)).isEqualTo(map.get(id));
        }
        for (Pdq picture : pictures.subList(0, 10)) {
            assertThat(sorted(index.near(picture, radius))).isEqualTo(near(picture, radius));
        }
        for (int i = 0; i < 10; i++) {
            HashValue hash = exact(i);
            assertThat(index.exact(hash))
                    .containsExactlyInAnyOrderElementsOf(map.values().stream()
                            .filter(entry -> entry.hash().equals(hash))
                            .toList());
        }
    }

    /** A merge of an older state takes effect after changes that it did not see. */
    private SegmentedIndex mergedMeanwhile(SegmentedIndex before, List<SegmentedIndex.Change> changes) {
        SegmentedIndex merged = before.merged();
        return before.with(changes).replacing(before, merged);
    }

    @Example
    void manySmallChangesEndInFewSegmentsAndOldOnesAreForgotten() {
        SegmentedIndex index = SegmentedIndex.EMPTY;
        Hashes hashes = new Hashes(1);
        for (long id = 0; id < 5_000; id++) {
            var entry = new IndexEntry(id, hashes.any().value(), 0);
            index = index.with(List.of(new SegmentedIndex.Change(entry, false)));
            if (id % 4 != 0) {
                index = index.with(List.of(new SegmentedIndex.Change(entry, true)));
            }
            while (index.needsMerging()) {
                index = index.merged();
            }
        }

        assertThat(index.size()).isEqualTo(1250);
        assertThat(index.segments()).isLessThan(12);
        assertThat(index.parts().stream()
                        .mapToInt(part -> part.segment().size())
                        .sum())
                .isLessThan(2 * 1250 + 1000);
    }

    @Example
    void aListThatIsLoadedAtOnceIsCutIntoSegmentsOfWhichNoneGrowsTooLarge() {
        Hashes hashes = new Hashes(1);
        SegmentedIndex.Builder builder = SegmentedIndex.builder(100);
        LongStream.range(0, 250)
                .forEach(id -> builder.add(new IndexEntry(id, hashes.any().value(), 3)));

        assertThat(builder.build().parts()).extracting(Part::size).containsExactly(100, 100, 50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentedIndex.builder()
                        .add(new IndexEntry(2, exact(1), 0))
                        .add(new IndexEntry(2, exact(2), 0)));
    }

    @Example
    void manyHashesAreFoundAsEachAlone() {
        Hashes hashes = new Hashes(1);
        List<Pdq> list = hashes.list(Hashes.Shape.CLUSTERED, 500);
        SegmentedIndex.Builder builder = SegmentedIndex.builder(200);
        for (int id = 0; id < list.size(); id++) {
            builder.add(new IndexEntry(id, list.get(id).value(), 0));
        }
        SegmentedIndex index = builder.build();

        assertThat(index.near(list.subList(0, 50), 31))
                .isEqualTo(list.subList(0, 50).stream()
                        .map(hash -> index.near(hash, 31))
                        .toList());
    }

    private List<SegmentedIndex.Change> changes(Random random, List<Pdq> pictures) {
        Map<Long, SegmentedIndex.Change> changes = new TreeMap<>(Comparator.reverseOrder());
        for (int i = random.nextInt(20); i > 0; i--) {
            long id = random.nextInt(60);
            boolean withdrawn = random.nextInt(3) == 0;
            HashValue hash = random.nextBoolean()
                    ? pictures.get(random.nextInt(pictures.size())).value()
                    : exact(random.nextInt(10));
            changes.put(id, new SegmentedIndex.Change(new IndexEntry(id, hash, random.nextInt(3)), withdrawn));
        }
        changes.forEach((id, change) -> {
            if (change.isWithdrawn()) {
                map.remove(id);
            } else {
                map.put(id, change.entry());
            }
        });
        return List.copyOf(changes.values());
    }

    private SegmentedIndex.Total total() {
        return new SegmentedIndex.Total(
                map.size(),
                map.keySet().stream().mapToLong(Long::longValue).sum(),
                map.values().stream()
                        .mapToLong(entry -> Long.parseLong(entry.hash().hex().substring(0, 8), 16))
                        .sum());
    }

    private List<SegmentedIndex.Found> near(Pdq picture, int radius) {
        return sorted(map.values().stream()
                .filter(entry -> entry.hash().algorithm() == HashAlgorithm.PDQ)
                .map(entry -> found(entry, picture))
                .filter(found -> found.distance() <= radius)
                .toList());
    }

    private static SegmentedIndex.Found found(IndexEntry entry, Pdq picture) {
        Pdq hash = Pdq.of(entry.hash());
        return new SegmentedIndex.Found(entry.id(), hash, entry.label(), hash.distance(picture));
    }

    private static List<SegmentedIndex.Found> sorted(List<SegmentedIndex.Found> found) {
        List<SegmentedIndex.Found> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(SegmentedIndex.Found::id));
        return sorted;
    }

    private static HashValue exact(int number) {
        HashAlgorithm algorithm = EXACT.get(number % EXACT.size());
        return new HashValue(algorithm, "%02x".formatted(number).repeat(algorithm.bytes()));
    }
}
