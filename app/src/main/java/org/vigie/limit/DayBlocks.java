package org.vigie.limit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;

/**
 * Spends days of programs from memory, which it takes from the database some at a time: were each taken there, all that one
 * program asks would wait for its one row until the commit before it is on disk. What is in memory has been written as used, so
 * that no two processes spend it, and a kill costs the program what was left of it.
 */
@Component
class DayBlocks {
    private final LimitDays days;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Past the limit the one that was quiet longest loses what is left of its block. */
    private final Map<Key, Block> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Block> eldest) {
            return size() > Limit.KEYS_MAX;
        }
    };

    DayBlocks(LimitDays days, TransactionTemplate transaction, Clock clock) {
        this.days = days;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Key(Limit limit, OrgId org, UUID whose) {}

    /** What may be spent of one day. Guarded by itself. */
    static final class Block {
        private LocalDate day = LocalDate.MIN;
        private int left;

        private void turnTo(LocalDate today) {
            if (!today.equals(day)) {
                day = today;
                left = 0;
            }
        }

        /** Nothing comes back to another day than that of which it was taken. */
        synchronized void giveBack(LocalDate of, int count) {
            if (of.equals(day)) {
                left += count;
            }
        }
    }

    /**
     * Takes so many of today.
     *
     * @param size of this one's day
     * @return empty, and nothing taken, when so many are not left
     * @throws IllegalStateException within a transaction, which could undo a block that is spent meanwhile
     */
    Optional<TakenOfDay> take(Limit limit, UUID whose, int count, int size) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("blocks are taken outside of transactions");
        }
        var org = CurrentOrganisation.require();
        Block block;
        synchronized (blocks) {
            block = blocks.computeIfAbsent(new Key(limit, org, whose), unknown -> new Block());
        }
        synchronized (block) {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            block.turnTo(today);
            int missing = count - block.left;
            if (missing > 0) {
                Integer more = transaction.execute(
                        status -> days.takeBlock(limit, new LimitDays.Day(org, whose, today), missing, size));
                if (more == null || more < missing) {
                    return Optional.empty();
                }
                block.left += more;
            }
            block.left -= count;
            return Optional.of(new TakenOfDay(block, today, count));
        }
    }
}
