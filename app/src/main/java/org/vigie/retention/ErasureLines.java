package org.vigie.retention;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.retention.ErasureList.Line;
import org.vigie.retention.ErasureList.Step;

/** Writes the list of erasures along with the transaction that erases: one addition before it commits, one when it has ended. */
@Component
class ErasureLines {
    private final ErasureList list;
    private final Clock clock;

    ErasureLines(ErasureList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /** The transaction that is open erases this. Where the list cannot be written, it does not commit. */
    void erases(Line line) {
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(OfTransaction.class::isInstance)
                .map(OfTransaction.class::cast)
                .filter(one -> one.owner().equals(this))
                .findFirst()
                .orElseGet(this::begin)
                .lines
                .add(line);
    }

    private OfTransaction begin() {
        var lines = new OfTransaction();
        TransactionSynchronizationManager.registerSynchronization(lines);
        return lines;
    }

    private final class OfTransaction implements TransactionSynchronization {
        private final List<Line> lines = new ArrayList<>();
        private boolean isBegun;

        private ErasureLines owner() {
            return ErasureLines.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            list.add(clock.instant(), Step.BEGUN, lines);
            isBegun = true;
        }

        /** What nobody knows yet stays open: the next start, or the next night, asks the database. */
        @Override
        public void afterCompletion(int status) {
            if (isBegun && status != STATUS_UNKNOWN) {
                list.add(clock.instant(), status == STATUS_COMMITTED ? Step.DONE : Step.UNDONE, lines);
            }
        }
    }
}
