package org.vigie.core.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

/**
 * Some entries of an index, which never change: those with a PDQ hash first, then the others, both by id. Positions count
 * through both. Columns instead of objects: beside what the two indexes need, an entry takes 4 bytes for its label, and one
 * with an exact hash 41 for that and its id.
 */
final class Segment {
    /** How long the longest hash is. */
    static final int HASH_BYTES = 32;

    /** Their places are their numbers in snapshots. */
    private static final List<HashAlgorithm> EXACT =
            List.of(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.SHA256);

    private final RadiusIndex near;
    private final ExactIndex exact;
    private final Columns columns;

    /**
     * What the indexes do not hold.
     *
     * @param labels of all entries
     * @param ids of those with an exact hash, as the two that follow
     * @param algorithms the places in {@link #EXACT}
     * @param hashes with {@link #HASH_BYTES} for each
     */
    @SuppressWarnings("ArrayRecordComponent") // lives inside an index that never changes and is never compared
    record Columns(int[] labels, long[] ids, byte[] algorithms, byte[] hashes) {
        HashValue hash(int at) {
            HashAlgorithm algorithm = EXACT.get(algorithms[at]);
            int from = at * HASH_BYTES;
            return HashValue.of(algorithm, Arrays.copyOfRange(hashes, from, from + algorithm.bytes()));
        }

        long beginning(int at) {
            return ByteBuffer.wrap(hashes).getInt(at * HASH_BYTES) & 0xffff_ffffL;
        }
    }

    Segment(PdqTable table, Columns columns) {
        this.columns = columns;
        near = RadiusIndex.of(table);
        var builder = ExactIndex.builder();
        for (int at = 0; at < columns.ids.length; at++) {
            HashAlgorithm algorithm = EXACT.get(columns.algorithms[at]);
            builder.add(algorithm, columns.hashes, at * HASH_BYTES, at);
        }
        exact = builder.build();
    }

    PdqTable table() {
        return near.table();
    }

    Columns columns() {
        return columns;
    }

    int size() {
        return columns.labels.length;
    }

    /** What it takes of memory, computed from the arrays. */
    long bytes() {
        return near.bytes() + 4L * size() + 2L * (8 + 1 + HASH_BYTES) * columns.ids.length;
    }

    IndexEntry entry(int at) {
        int nearSize = near.size();
        return at < nearSize
                ? new IndexEntry(table().id(at), table().hash(at).value(), columns.labels[at])
                : new IndexEntry(columns.ids[at - nearSize], columns.hash(at - nearSize), columns.labels[at]);
    }

    long id(int at) {
        int nearSize = near.size();
        return at < nearSize ? table().id(at) : columns.ids[at - nearSize];
    }

    /** The first four bytes of a hash as a number. */
    long hashBeginning(int at) {
        int nearSize = near.size();
        return at < nearSize ? table().heads()[2 * at] >>> 32 : columns.beginning(at - nearSize);
    }

    int label(int at) {
        return columns.labels[at];
    }

    /** The position of that id; negative where it is not there. */
    int position(long id) {
        int at = Arrays.binarySearch(table().ids(), id);
        if (at >= 0) {
            return at;
        }
        int exactAt = Arrays.binarySearch(columns.ids, id);
        return exactAt < 0 ? exactAt : near.size() + exactAt;
    }

    /** Tells of the position of each entry with that hash. */
    void exact(HashValue hash, IntConsumer reader) {
        for (long at : exact.ids(hash)) {
            reader.accept(near.size() + (int) at);
        }
    }

    Places near(Pdq hash, int radius) {
        return near.places(hash, radius);
    }

    /** Collects entries in the order of their ids. */
    static final class Builder {
        private PdqTable table;
        private int[] nearLabels;
        private Columns columns;
        private int nearSize;
        private int exactSize;
        private long last = Long.MIN_VALUE;

        /** Room for so many entries at first; where the numbers are right nothing is ever copied. */
        Builder(int near, int exact) {
            table = new PdqTable(new long[2 * near], new long[2 * near], new long[near]);
            nearLabels = new int[near];
            columns = columns(new Columns(new int[0], new long[0], new byte[0], new byte[0]), exact);
        }

        int size() {
            return nearSize + exactSize;
        }

        /** @throws IllegalArgumentException where the id is not greater than the one before */
        void add(IndexEntry entry) {
            follow(entry.id());
            if (entry.hash().algorithm() == HashAlgorithm.PDQ) {
                addNear(Pdq.of(entry.hash()), entry.id(), entry.label());
            } else {
                int algorithm = EXACT.indexOf(entry.hash().algorithm());
                addExact(
                        entry.id(),
                        entry.label(),
                        (byte) algorithm,
                        entry.hash().bytes(),
                        0);
            }
        }

        /** Adds one with a PDQ hash: the same, sooner. */
        void add(long id, Pdq hash, int label) {
            follow(id);
            addNear(hash, id, label);
        }

        private void follow(long id) {
            if (size() > 0 && id <= last) {
                throw new IllegalArgumentException("entries come in the order of their ids, no two with one");
            }
            last = id;
        }

        /** Adds an entry of another segment, without making objects of it. */
        void copy(Segment from, int at) {
            int exactAt = at - from.near.size();
            last = from.id(at);
            if (exactAt < 0) {
                addNear(from.table().hash(at), last, from.columns.labels[at]);
            } else {
                byte[] hashes = from.columns.hashes;
                addExact(last, from.columns.labels[at], from.columns.algorithms[exactAt], hashes, exactAt * HASH_BYTES);
            }
        }

        private void addNear(Pdq hash, long id, int label) {
            if (nearSize == table.size()) {
                table = table.resized(IndexLimits.grown(nearSize));
                nearLabels = Arrays.copyOf(nearLabels, table.size());
            }
            table.put(nearSize, hash, id);
            nearLabels[nearSize++] = label;
        }

        private void addExact(long id, int label, byte algorithm, byte[] hashes, int hashAt) {
            if (exactSize == columns.ids.length) {
                columns = columns(columns, IndexLimits.grown(exactSize));
            }
            columns.labels[exactSize] = label;
            columns.ids[exactSize] = id;
            columns.algorithms[exactSize] = algorithm;
            int length = EXACT.get(algorithm).bytes();
            System.arraycopy(hashes, hashAt, columns.hashes, exactSize * HASH_BYTES, length);
            exactSize++;
        }

        private static Columns columns(Columns from, int size) {
            return new Columns(
                    Arrays.copyOf(from.labels, size),
                    Arrays.copyOf(from.ids, size),
                    Arrays.copyOf(from.algorithms, size),
                    Arrays.copyOf(from.hashes, Math.multiplyExact(size, HASH_BYTES)));
        }

        Segment build() {
            int[] labels = Arrays.copyOf(nearLabels, nearSize + exactSize);
            System.arraycopy(columns.labels, 0, labels, nearSize, exactSize);
            Columns cut = columns(columns, exactSize);
            return new Segment(table.resized(nearSize), new Columns(labels, cut.ids, cut.algorithms, cut.hashes));
        }
    }
}
