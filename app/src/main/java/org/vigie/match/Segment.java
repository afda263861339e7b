package org.vigie.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.ExactIndex;
import org.vigie.core.index.Hit;
import org.vigie.core.index.RadiusIndex;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * Some entries of one organisation's lists, which never change: the two indexes that find ids, and columns that tell of an id
 * its list, class and hash. Columns instead of objects keep an entry at about 50 bytes beside what the indexes need.
 */
final class Segment {
    private final Columns columns;
    private final ExactIndex exact;
    private final RadiusIndex near;

    private Segment(Columns columns, ExactIndex exact, RadiusIndex near) {
        this.columns = columns;
        this.exact = exact;
        this.near = near;
    }

    /** Collects the entries of a segment, no two of one id. */
    static final class Builder {
        private Columns columns = new Columns(16);
        private int size;
        private boolean isSorted = true;
        private final ExactIndex.Builder exact = ExactIndex.builder();
        private final RadiusIndex.Builder near = RadiusIndex.builder();

        Builder add(Listed entry) {
            if (size == columns.length()) {
                columns = columns.resized(size + size / 2);
            }
            isSorted = isSorted && (size == 0 || columns.ids[size - 1] < entry.id());
            columns.put(size++, entry);
            if (entry.hash().algorithm().isExact()) {
                exact.add(entry.hash(), entry.id());
            } else {
                near.add(Pdq.of(entry.hash()), entry.id());
            }
            return this;
        }

        Segment build() {
            Columns cut = columns.resized(size);
            return new Segment(isSorted ? cut : cut.sorted(), exact.build(), near.build());
        }
    }

    static Segment of(List<Listed> entries) {
        var builder = new Builder();
        entries.forEach(builder::add);
        return builder.build();
    }

    int size() {
        return columns.length();
    }

    boolean has(long id) {
        return columns.at(id) >= 0;
    }

    Optional<Listed> find(long id) {
        int at = columns.at(id);
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }

    void forEach(Consumer<Listed> reader) {
        for (int at = 0; at < columns.length(); at++) {
            reader.accept(columns.get(at));
        }
    }

    long[] exact(HashValue hash) {
        return exact.ids(hash);
    }

    List<Hit> near(Pdq hash) {
        return near.within(hash, Pdq.RADIUS);
    }

    /** The entries side by side, in the end by id. */
    private static final class Columns {
        /** Room for the longest hash. */
        private static final int HASH_BYTES = 32;

        final long[] ids;
        private final ListId[] lists;
        private final HashAlgorithm[] algorithms;
        private final MaterialClass[] classes;
        private final byte[] hashes;

        Columns(int length) {
            this(
                    new long[length],
                    new ListId[length],
                    new HashAlgorithm[length],
                    new MaterialClass[length],
                    new byte[hashBytes(length)]);
        }

        private Columns(
                long[] ids, ListId[] lists, HashAlgorithm[] algorithms, MaterialClass[] classes, byte[] hashes) {
            this.ids = ids;
            this.lists = lists;
            this.algorithms = algorithms;
            this.classes = classes;
            this.hashes = hashes;
        }

        private static int hashBytes(int length) {
            return Math.multiplyExact(length, HASH_BYTES);
        }

        int length() {
            return ids.length;
        }

        Columns resized(int length) {
            return new Columns(
                    Arrays.copyOf(ids, length),
                    Arrays.copyOf(lists, length),
                    Arrays.copyOf(algorithms, length),
                    Arrays.copyOf(classes, length),
                    Arrays.copyOf(hashes, hashBytes(length)));
        }

        Columns sorted() {
            int[] order = IntStream.range(0, length())
                    .boxed()
                    .sorted(Comparator.comparingLong(at -> ids[at]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            var sorted = new Columns(length());
            for (int to = 0; to < order.length; to++) {
                sorted.put(to, get(order[to]));
            }
            return sorted;
        }

        void put(int at, Listed entry) {
            ids[at] = entry.id();
            lists[at] = entry.list();
            algorithms[at] = entry.hash().algorithm();
            classes[at] = entry.materialClass();
            byte[] hash = entry.hash().bytes();
            System.arraycopy(hash, 0, hashes, at * HASH_BYTES, hash.length);
        }

        Listed get(int at) {
            HashAlgorithm algorithm = algorithms[at];
            byte[] hash = Arrays.copyOfRange(hashes, at * HASH_BYTES, at * HASH_BYTES + algorithm.bytes());
            return new Listed(ids[at], lists[at], HashValue.of(algorithm, hash), classes[at]);
        }

        /** The position of that id; negative where it is not there. */
        int at(long id) {
            return Arrays.binarySearch(ids, id);
        }
    }
}
