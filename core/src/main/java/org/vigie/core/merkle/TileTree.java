package org.vigie.core.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves things of a tree that is kept in tiles. A proof reads at most two tiles of each level: for 10⁸ leaves about two
 * thousand hashes, never the whole tree. What the tiles say is not checked here: a proof made from wrong tiles proves nothing.
 * Not for several threads.
 */
public final class TileTree {
    /** Where tiles come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * The hashes of a tile, at least as many as it is wide.
         *
         * @throws MissingTile when it is not there
         */
        List<MerkleHash> read(Tile tile);
    }

    private final Source source;
    private final long size;
    private final Map<Tile, List<MerkleHash>> read = new HashMap<>();

    /**
     * A tree of tiles.
     *
     * @param size how many leaves it has
     */
    public TileTree(Source source, long size) {
        this.source = source;
        this.size = size;
    }

    /**
     * The root when it had that many leaves.
     *
     * @throws IllegalArgumentException when it has fewer
     * @throws MissingTile when a tile is not there
     */
    public MerkleHash root(long then) {
        requireNoMore(then);
        return then == 0 ? MerkleHash.ofNothing() : root(0, then);
    }

    /**
     * The right edge when it had that many leaves, from which it grows on.
     *
     * @throws MissingTile when a tile is not there
     */
    public MerkleFrontier frontier(long then) {
        requireNoMore(then);
        List<MerkleHash> subtrees = new ArrayList<>();
        long from = 0;
        for (int height = Long.SIZE - 2; height >= 0; height--) {
            if ((then >> height & 1) == 1) {
                subtrees.add(node(height, from >> height));
                from += 1L << height;
            }
        }
        return MerkleFrontier.of(then, subtrees);
    }

    /**
     * That a leaf stands at the index, in the tree of all leaves.
     *
     * @throws IllegalArgumentException when there is no such leaf
     * @throws MissingTile when a tile is not there
     */
    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf %d in a tree of %d".formatted(index, size));
        }
        List<MerkleHash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + Long.highestOneBit(to - from - 1);
            if (index < split) {
                path.addFirst(root(split, to));
                to = split;
            } else {
                path.addFirst(root(from, split));
                from = split;
            }
        }
        return new InclusionProof(index, size, path);
    }

    /**
     * That the tree grew from that size to the one it has.
     *
     * @throws MissingTile when a tile is not there
     */
    public ConsistencyProof consistency(long oldSize) {
        requireNoMore(oldSize);
        List<MerkleHash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (oldSize > 0 && oldSize < to) {
            long split = from + Long.highestOneBit(to - from - 1);
            if (oldSize <= split) {
                path.addFirst(root(split, to));
                to = split;
            } else {
                path.addFirst(root(from, split));
                from = split;
            }
        }
        if (from > 0) {
            path.addFirst(root(from, to));
        }
        return new ConsistencyProof(oldSize, size, path);
    }

    /** Over neighbouring leaves, cut as RFC 9162 cuts them: the left part is the largest full subtree. */
    private MerkleHash root(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return node(height, from >> height);
        }
        long split = from + Long.highestOneBit(width - 1);
        return MerkleHash.ofNode(root(from, split), root(split, to));
    }

    /** A full subtree: it lies within one tile, whose hashes are the nearest that are kept below it. */
    private MerkleHash node(int height, long index) {
        int level = height / Tile.HEIGHT;
        int above = height % Tile.HEIGHT;
        long first = index << above;
        Tile tile = Tile.of(level, first / Tile.WIDTH_FULL, size);
        int offset = (int) (first - tile.first());
        int end = offset + (1 << above);
        List<MerkleHash> hashes = read.computeIfAbsent(tile, source::read);
        if (hashes.size() < end) {
            throw new MissingTile(tile);
        }
        return MerkleFrontier.rootOf(hashes.subList(offset, end));
    }

    private void requireNoMore(long then) {
        if (then < 0 || then > size) {
            throw new IllegalArgumentException("a tree of %d never had %d leaves".formatted(size, then));
        }
    }

    /** A tile is not there, or holds too few hashes. */
    public static final class MissingTile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MissingTile(Tile tile) {
            super("not there, or cut off: " + tile.path());
        }
    }
}
