package org.vigie.core.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        if (isOldRootLeftOut()) {
            nodes.addFirst(oldRoot);
        }
        return roots(nodes).equals(Optional.of(new Roots(oldRoot, newRoot)));
    }

    /**
     * The root that the tree of the new root had at the old size, as the path itself gives it. Where that is another root than was
     * seen then, the tree was rewritten; where it is empty, nothing was shown of that tree.
     *
     * @return empty when the path does not lead to the new root, or does not hold the old one: at sizes that are powers of two
     */
    public Optional<MerkleHash> oldRootWithin(MerkleHash newRoot) {
        if (oldSize == 0 || oldSize == newSize || isOldRootLeftOut()) {
            return Optional.empty();
        }
        return roots(path).filter(both -> both.newRoot().equals(newRoot)).map(Roots::oldRoot);
    }

    private boolean isOldRootLeftOut() {
        return Long.bitCount(oldSize) == 1;
    }

    private record Roots(MerkleHash oldRoot, MerkleHash newRoot) {}

    /** Both roots that these hashes give; empty when they are too few or too many. */
    private Optional<Roots> roots(List<MerkleHash> hashes) {
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        int full = Long.numberOfTrailingZeros(oldSize);
        long place = (oldSize - 1) >> full;
        long last = (newSize - 1) >> full;
        MerkleHash oldNode = hashes.getFirst();
        MerkleHash newNode = oldNode;
        for (MerkleHash beside : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return Optional.empty();
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
        return last == 0 ? Optional.of(new Roots(oldNode, newNode)) : Optional.empty();
    }
}
