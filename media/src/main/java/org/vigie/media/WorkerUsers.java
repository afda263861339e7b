package org.vigie.media;

import java.util.BitSet;

/**
 * The users that decoding processes run as where root starts them: one each, so that none can touch another. Those of pictures and
 * those of videos are apart, since both pools run at once. Safe for any number of threads.
 */
final class WorkerUsers {
    /** How many there are of each, and thus how many processes at once. */
    static final int MAX = 300;

    private final Of of;
    private final BitSet taken = new BitSet();

    /** Whose processes. No distribution gives these numbers to people, and 60,000 is where Debian's own begin. */
    enum Of {
        PICTURES(59_400),
        VIDEOS(PICTURES.first + MAX);

        private final int first;

        Of(int first) {
            this.first = first;
        }

        int first() {
            return first;
        }
    }

    WorkerUsers(Of of) {
        this.of = of;
    }

    /**
     * The number of a user that no other process has.
     *
     * @throws WorkerFault when all are taken: those that follow may be people's
     */
    synchronized int take() throws WorkerFault {
        int free = taken.nextClearBit(0);
        if (free >= MAX) {
            throw new WorkerFault(
                    UndecodableReason.SANDBOX_UNAVAILABLE, "more than %d decoding processes at once".formatted(MAX));
        }
        taken.set(free);
        return of.first + free;
    }

    synchronized void giveBack(int user) {
        taken.clear(user - of.first);
    }
}
