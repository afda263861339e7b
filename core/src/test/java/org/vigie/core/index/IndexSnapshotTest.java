package org.vigie.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

class IndexSnapshotTest {
    private final Hashes hashes = new Hashes(1);
    private final List<Pdq> pictures = hashes.list(Hashes.Shape.RANDOM, 40);
    private final SegmentedIndex index = index();
    private final byte[] bytes = SnapshotBytes.of(index);

    @Example
    void whatIsReadIsWhatWasWritten() throws DamagedSnapshot {
        SegmentedIndex read = SnapshotBytes.read(bytes);

        assertThat(read.size()).isEqualTo(index.size()).isEqualTo(49);
        assertThat(read.segments()).isEqualTo(index.segments());
        LongStream.range(0, 60).forEach(id -> assertThat(read.find(id)).isEqualTo(index.find(id)));
        for (Pdq picture : pictures) {
            assertThat(read.near(picture, 31)).isEqualTo(index.near(picture, 31));
        }
        assertThat(SnapshotBytes.read(SnapshotBytes.of(SegmentedIndex.EMPTY)).size())
                .isZero();
    }

    @Property
    void aBitThatTurnedIsNoticed(@ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
        byte[] damaged = bytes.clone();
        int bit = where % (8 * bytes.length);
        damaged[bit / 8] ^= (byte) (1 << bit % 8);

        assertThatExceptionOfType(DamagedSnapshot.class).isThrownBy(() -> SnapshotBytes.read(damaged));
    }

    @Property(tries = 200)
    void aSnapshotThatWasCutIsNoticed(@ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
        byte[] cut = Arrays.copyOf(bytes, where % bytes.length);

        assertThatExceptionOfType(DamagedSnapshot.class).isThrownBy(() -> SnapshotBytes.read(cut));
    }

    @Example
    void memoryOfAnotherSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexSnapshot.write(index, MemorySegment.ofArray(new byte[bytes.length + 1])));
    }

    private SegmentedIndex index() {
        SegmentedIndex.Builder builder = SegmentedIndex.builder(30);
        for (int id = 0; id < 50; id++) {
            HashValue hash = id < pictures.size()
                    ? pictures.get(id).value()
                    : new HashValue(HashAlgorithm.SHA1, "%02x".formatted(id).repeat(20));
            builder.add(new IndexEntry(id, hash, id % 7));
        }
        SegmentedIndex all = builder.build();
        return all.with(List.of(new SegmentedIndex.Change(all.find(7).orElseThrow(), true)));
    }
}
