package org.vigie.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditVerification.Faults;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;

/** What the tree must contain: the head that was signed last, and heads that others have seen. */
final class ExpectedHeads {
    private final String origin;
    private final List<Head> open = new ArrayList<>();
    private final @Nullable LastSigned last;
    private final boolean isDamaged;
    private boolean sawNote;
    private long checkpoints;

    private record Head(long size, MerkleHash root, String whose) {}

    ExpectedHeads(String origin, SigningRecord record, List<Checkpoint> seen) {
        this.origin = origin;
        LastSigned read = null;
        boolean damaged = false;
        try {
            read = record.read().orElse(null);
        } catch (SigningRecord.DamagedRecord e) {
            damaged = true;
        }
        last = read;
        isDamaged = damaged;
        if (last != null) {
            open.add(new Head(last.signing().size(), last.signing().root(), "what was signed last"));
        }
        seen.forEach(head -> open.add(new Head(
                head.size(),
                head.origin().equals(origin) ? head.root() : MerkleHash.ofNothing(),
                "what a witness has seen")));
    }

    /** A tree of that many leaves was recomputed. */
    void grown(MerkleFrontier tree, Faults faults) {
        if (open.isEmpty()) {
            return;
        }
        for (Head head : List.copyOf(open)) {
            if (head.size() == tree.size()) {
                open.remove(head);
                if (!head.root().equals(tree.root())) {
                    faults.add("the log forked: its first %d leaves are not %s".formatted(head.size(), head.whose()));
                }
            }
        }
    }

    /** Whether a checkpoint of that size must be a note with both signatures. */
    boolean isNote(long size) {
        return last != null && size >= last.since();
    }

    /** A checkpoint of that size was read. */
    void checkpoint(long size) {
        if (last != null && last.signed() != null && size <= last.signed().size()) {
            checkpoints++;
        }
    }

    /** A checkpoint with both signatures was read. */
    void note() {
        sawNote = true;
    }

    /** After all leaves. */
    void end(long size, long signedSize, Faults faults) {
        open.stream()
                .filter(head -> head.size() > 0)
                .forEach(head -> faults.add(
                        "the log is behind: it has %d leaves, %s has %d".formatted(size, head.whose(), head.size())));
        if (isDamaged || (last == null && sawNote)) {
            faults.add("the file keys/last-signed is damaged or gone");
        }
        if (last != null && !last.origin().equals(origin)) {
            faults.add("the log was signed last under another name");
        }
        if (last != null && last.signed() != null && signedSize < last.signed().size()) {
            faults.add("the last checkpoint is missing: one of size %d was signed"
                    .formatted(last.signed().size()));
        }
        if (last != null
                && last.signed() != null
                && last.checkpoints() != LastSigned.UNCOUNTED
                && checkpoints != last.checkpoints()) {
            faults.add("there are %d checkpoints of at most %d leaves, but %d were signed"
                    .formatted(checkpoints, last.signed().size(), last.checkpoints()));
        }
    }
}
