package org.vigie.core.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that only grows, known by its right edge: the roots of the full subtrees that the binary digits of its size name,
 * the largest first. Appending costs one hash on average and the memory is one hash for each digit, at most 63. Not for
 * several threads.
 */
public final class MerkleFrontier {
    private final List<MerkleHash> subtrees;
    private long size;

    private MerkleFrontier(long size, List<MerkleHash> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    /** A tree without leaves. */
    public static MerkleFrontier empty() {
        return new MerkleFrontier(0, new ArrayList<>());
    }

    /**
     * A tree that was stored.
     *
     * @param subtrees as {@link #subtrees} gave them
     * @throws IllegalArgumentException unless there are as many as the size has binary ones
     */
    public static MerkleFrontier of(long size, List<MerkleHash> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException("a tree of %d leaves has %d subtrees, not %d"
                    .formatted(size, Long.bitCount(size), subtrees.size()));
        }
        return new MerkleFrontier(size, new ArrayList<>(subtrees));
    }

    /** The root of the tree of these leaves. */
    static MerkleHash rootOf(List<MerkleHash> leaves) {
        MerkleFrontier tree = empty();
        leaves.forEach(tree::append);
        return tree.root();
    }

    /** Appends a leaf. Every subtree it makes full merges with its equal on the left. */
    public void append(MerkleHash leaf) {
        MerkleHash merged = leaf;
        for (long digits = size; (digits & 1) == 1; digits >>= 1) {
            merged = MerkleHash.ofNode(subtrees.removeLast(), merged);
        }
        subtrees.add(merged);
        size++;
    }

    /** How many leaves it has. */
    public long size() {
        return size;
    }

    /** The roots of its full subtrees, the largest first. */
    public List<MerkleHash> subtrees() {
        return List.copyOf(subtrees);
    }

    /** Those roots one after the other, as they are stored. */
    public byte[] edge() {
        byte[] joined = new byte[subtrees.size() * MerkleHash.BYTES];
        for (int i = 0; i < subtrees.size(); i++) {
            System.arraycopy(subtrees.get(i).bytes(), 0, joined, i * MerkleHash.BYTES, MerkleHash.BYTES);
        }
        return joined;
    }

    /** The root of the whole tree. */
    public MerkleHash root() {
        if (subtrees.isEmpty()) {
            return MerkleHash.ofNothing();
        }
        MerkleHash root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleHash.ofNode(subtrees.get(i), root);
        }
        return root;
    }
}
