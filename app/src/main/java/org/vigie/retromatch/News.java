package org.vigie.retromatch;

import org.vigie.hashlist.EntryMark;

/**
 * How far a round has come with the entries that are new in its list.
 *
 * @param mark the place of the entry that was looked up last
 * @param entries that were looked up
 * @param left entries that were left when they were counted last, less those that were looked up since
 * @param isNear whether there were PDQ hashes among them, so that videos are to be compared too
 */
record News(EntryMark mark, long entries, long left, boolean isNear) {
    /** Nothing was looked up yet. */
    static News since(EntryMark mark) {
        return new News(mark, 0, 0, false);
    }

    /** So many were looked up, the last of which is there. */
    News after(EntryMark last, int some, boolean areNear) {
        return new News(last, entries + some, Math.max(0, left - some), isNear || areNear);
    }

    News counted(long now) {
        return new News(mark, entries, now, isNear);
    }

    /** How much of it is done, 0 to 99. */
    int percent() {
        long all = entries + left;
        return all == 0 ? 0 : Math.clamp(100 * entries / all, 0, 99);
    }
}
