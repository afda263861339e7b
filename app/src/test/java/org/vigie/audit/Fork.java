package org.vigie.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.ConsistencyProof;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;

/** Two histories of one log that part at some leaf, each shown to one witness. */
record Fork(Tree one, Tree other, int sizeOfOne, int sizeOfOther) {
    /** One history. */
    record Tree(List<MerkleHash> leaves) {
        Witness.Shown growth(long from, long to) {
            return new Witness.Shown(
                    ConsistencyProof.of((int) from, leaves.subList(0, (int) to)),
                    java.util.Optional.of(head((int) from).root()));
        }

        /** All of it, as the log signs it and serves it with its files. */
        Checkpoint whole() {
            return head(leaves.size());
        }

        Checkpoint head(int size) {
            MerkleFrontier tree = MerkleFrontier.empty();
            leaves.subList(0, size).forEach(tree::append);
            return new Checkpoint(OwnLog.ORIGIN, size, tree.root());
        }
    }

    static Fork random(Random random) {
        int parted = random.nextInt(30);
        List<MerkleHash> one = new ArrayList<>();
        List<MerkleHash> other = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            one.add(leaf(random));
            other.add(i < parted ? one.get(i) : leaf(random));
        }
        return new Fork(
                new Tree(one), new Tree(other), parted + 1 + random.nextInt(30), parted + 1 + random.nextInt(30));
    }

    Checkpoint seenByOne() {
        return one.head(sizeOfOne);
    }

    Checkpoint seenByOther() {
        return other.head(sizeOfOther);
    }

    /** What the log may show when it is asked how it grew. */
    List<Tree> trees() {
        return List.of(one, other);
    }

    private static MerkleHash leaf(Random random) {
        byte[] content = new byte[16];
        random.nextBytes(content);
        return MerkleHash.ofLeaf(content);
    }
}
