package org.vigie.core.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a tree only grew since an earlier size, nothing in it changed or taken away: RFC 9162, 2.1.4.
 *
 * @param oldSize how many leaves it had
 * @param newSize how many it has
 * @param path the hashes from which both roots can be computed
 */
public record ConsistencyProof(long oldSize, long newSize, List<MerkleHash> path) {
    /**
     * A proof may come from anywhere, so that any list is taken for a path; {@link #proves} judges it.
     *
     * @throws IllegalArgumentException unless 0 <= oldSize <= newSize
     */
    public ConsistencyProof {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no tree of %d grew out of one of %d".formatted(newSize, oldSize));
        }
        path = List.copyOf(path);
    }

    /** The proof from the tree of the first of these leaves to the tree of all. It costs one hash for each leaf. */
    public static ConsistencyProof of(int oldSize, List<MerkleHash> leaves) {
        List<MerkleHash> path = new ArrayList<>();
        int from = 0;
        int to = leaves.size();
        while (oldSize > 0 && oldSize < to) {
            int split = from + Integer.highestOneBit(to - from - 1);
            if (oldSize <= split) {
                path.addFirst(MerkleFrontier.rootOf(leaves.subList(split, to)));
                to = split;
            } else {
                path.addFirst(MerkleFrontier.rootOf(leaves.subList(from, split)));
                from = split;
            }
        }
        // Where the way ends at the whole old tree, its root is known to the reader already.
        if (from > 0) {
            path.addFirst(MerkleFrontier.rootOf(leaves.subList(from, to)));
        }
        return new ConsistencyProof(oldSize, leaves.size(), path);
    }

    /** Whether the tree of the new root begins with the tree of the old one. */
    public boolean proves(MerkleHash oldRoot, MerkleHash newRoot) {
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(MerkleHash.ofNothing());
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        List<MerkleHash> nodes = new ArrayList<>(path);
        if (Long.bitCount(oldSize) == 1) {
            nodes.addFirst(oldRoot);
        }
        if (nodes.isEmpty()) {
            return false;
        }
        int full = Long.numberOfTrailingZeros(oldSize);
        long place = (oldSize - 1) >> full;
        long last = (newSize - 1) >> full;
        MerkleHash oldNode = nodes.removeFirst();
        MerkleHash newNode = oldNode;
        for (MerkleHash beside : nodes) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                oldNode = MerkleHash.ofNode(beside, oldNode);
                newNode = MerkleHash.ofNode(beside, newNode);
                int unpaired = place == 0 ? 0 : Long.numberOfTrailingZeros(place);
                place >>= unpaired;
                last >>= unpaired;
            } else {
                newNode = MerkleHash.ofNode(newNode, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && oldNode.equals(oldRoot) && newNode.equals(newRoot);
    }
}
