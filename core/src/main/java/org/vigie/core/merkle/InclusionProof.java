package org.vigie.core.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a leaf stands at a place in a tree, to somebody who knows only the root: RFC 9162, 2.1.3.
 *
 * @param index the place of the leaf, from 0
 * @param size how many leaves the tree has
 * @param path the hashes beside the way from the leaf up to the root
 */
public record InclusionProof(long index, long size, List<MerkleHash> path) {
    /**
     * A proof may come from anywhere, so that any list is taken for a path; {@link #proves} judges it.
     *
     * @throws IllegalArgumentException unless the index is one of a tree of that size
     */
    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf %d in a tree of %d".formatted(index, size));
        }
        path = List.copyOf(path);
    }

    /** The proof for one of these leaves. It reads all of them: the cost is one hash for each. */
    public static InclusionProof of(int index, List<MerkleHash> leaves) {
        List<MerkleHash> path = new ArrayList<>();
        int from = 0;
        int to = leaves.size();
        while (to - from > 1) {
            int split = from + Integer.highestOneBit(to - from - 1);
            if (index < split) {
                path.addFirst(MerkleFrontier.rootOf(leaves.subList(split, to)));
                to = split;
            } else {
                path.addFirst(MerkleFrontier.rootOf(leaves.subList(from, split)));
                from = split;
            }
        }
        return new InclusionProof(index, leaves.size(), path);
    }

    /** Whether the leaf stands at the index in the tree of this root. */
    public boolean proves(MerkleHash leaf, MerkleHash root) {
        long place = index;
        long last = size - 1;
        MerkleHash node = leaf;
        for (MerkleHash beside : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                node = MerkleHash.ofNode(beside, node);
                // The rightmost node has no neighbour on the levels where it is a left child: it goes up unchanged.
                int unpaired = place == 0 ? 0 : Long.numberOfTrailingZeros(place);
                place >>= unpaired;
                last >>= unpaired;
            } else {
                node = MerkleHash.ofNode(node, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }
}
