package org.vigie.core.index;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/**
 * Finds the entries of a hash by its exact value. It never changes and may be read by many threads.
 *
 * <p>For each algorithm the hashes lie sorted in one array of bytes and are found by halving: no object and no pointer for an
 * entry, but the length of its hash and 8 bytes for its id (SHA-256 40, SHA-1 28, MD5 24). A look-up among ten million takes
 * some 24 steps, whatever the hashes: unlike a hash table, no list can be made that slows it down.
 */
public final class ExactIndex {
    private static final long[] NONE = {};

    private final Map<HashAlgorithm, Sorted> tables = new EnumMap<>(HashAlgorithm.class);

    /** Collects the entries of an index. Not for many threads. */
    public static final class Builder {
        private final Map<HashAlgorithm, Unsorted> tables = new EnumMap<>(HashAlgorithm.class);

        private Builder() {}

        /**
         * Adds an entry. One that is added twice will be found twice.
         *
         * @throws IllegalStateException where there are too many of that algorithm already
         */
        public Builder add(HashValue hash, long id) {
            add(hash.algorithm(), hash.bytes(), 0, id);
            return this;
        }

        /** The same of a hash that lies among others. */
        void add(HashAlgorithm algorithm, byte[] hashes, int from, long id) {
            tables.computeIfAbsent(algorithm, Unsorted::new).add(hashes, from, id);
        }

        public ExactIndex build() {
            return new ExactIndex(tables);
        }
    }

    private ExactIndex(Map<HashAlgorithm, Unsorted> unsorted) {
        unsorted.forEach((algorithm, table) -> tables.put(algorithm, table.sorted()));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How many entries there are, of all algorithms. */
    public long size() {
        return tables.values().stream().mapToLong(table -> table.ids.length).sum();
    }

    /** The ids of all entries with that hash, ascending; none where it is not there. */
    public long[] ids(HashValue hash) {
        Sorted table = tables.get(hash.algorithm());
        return table == null ? NONE : table.ids(hash.bytes());
    }

    /** Entries of one algorithm in the order in which they came. */
    private static final class Unsorted {
        private final int length;
        private byte[] hashes = new byte[0];
        private long[] ids = new long[0];
        private int size;

        Unsorted(HashAlgorithm algorithm) {
            this.length = algorithm.bytes();
        }

        void add(byte[] from, int at, long id) {
            if (size == ids.length) {
                int grown = IndexLimits.grown(size);
                hashes = Arrays.copyOf(hashes, Math.multiplyExact(grown, length));
                ids = Arrays.copyOf(ids, grown);
            }
            System.arraycopy(from, at, hashes, size * length, length);
            ids[size++] = id;
        }

        Sorted sorted() {
            int[] order = order();
            byte[] sortedHashes = new byte[size * length];
            long[] sortedIds = new long[size];
            for (int i = 0; i < size; i++) {
                System.arraycopy(hashes, order[i] * length, sortedHashes, i * length, length);
                sortedIds[i] = ids[order[i]];
            }
            return new Sorted(length, sortedHashes, sortedIds);
        }

        /**
         * The positions by hash, then by id. The first four bytes and the position make one number; sorting numbers does
         * nearly all, and only runs that begin alike, which are short unless hashes repeat, are compared in full.
         */
        private int[] order() {
            long[] keys = new long[size];
            for (int i = 0; i < size; i++) {
                keys[i] = (long) beginning(i) << 32 | i;
            }
            Arrays.sort(keys);
            int[] order = new int[size];
            for (int from = 0, to; from < size; from = to) {
                to = from + 1;
                while (to < size && keys[to] >> 32 == keys[from] >> 32) {
                    to++;
                }
                sortRun(keys, from, to, order);
            }
            return order;
        }

        private void sortRun(long[] keys, int from, int to, int[] order) {
            if (to == from + 1) {
                order[from] = (int) keys[from];
                return;
            }
            int[] run = Arrays.stream(keys, from, to)
                    .mapToObj(key -> (int) key)
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(run, 0, order, from, run.length);
        }

        private int compare(int one, int other) {
            int byHash = Arrays.compareUnsigned(
                    hashes, one * length, (one + 1) * length, hashes, other * length, (other + 1) * length);
            return byHash != 0 ? byHash : Long.compare(ids[one], ids[other]);
        }

        /** The first four bytes such that a signed comparison of them is an unsigned one of the bytes. */
        private int beginning(int at) {
            int start = at * length;
            int word = hashes[start] << 24
                    | (hashes[start + 1] & 0xff) << 16
                    | (hashes[start + 2] & 0xff) << 8
                    | (hashes[start + 3] & 0xff);
            return word ^ Integer.MIN_VALUE;
        }
    }

    /** Entries of one algorithm by hash, then by id. */
    private static final class Sorted {
        private final int length;
        private final byte[] hashes;
        private final long[] ids;

        Sorted(int length, byte[] hashes, long[] ids) {
            this.length = length;
            this.hashes = hashes;
            this.ids = ids;
        }

        long[] ids(byte[] hash) {
            int from = firstAfter(hash, -1);
            int to = from;
            if (from < ids.length && compare(from, hash) == 0) {
                to = firstAfter(hash, 0);
            }
            return from == to ? NONE : Arrays.copyOfRange(ids, from, to);
        }

        /** The first position whose hash compares greater than {@code side} with the one given. */
        private int firstAfter(byte[] hash, int side) {
            int low = 0;
            int high = ids.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(middle, hash) > side) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        private int compare(int at, byte[] hash) {
            return Integer.signum(Arrays.compareUnsigned(hashes, at * length, (at + 1) * length, hash, 0, length));
        }
    }
}
