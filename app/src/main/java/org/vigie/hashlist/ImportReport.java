package org.vigie.hashlist;

import java.util.List;

/**
 * What became of every record of a list file: {@code accepted + changed + unchanged + stillWithdrawn + rejectedCount} is
 * the number of those that take nothing back.
 *
 * @param accepted hashes that the list did not have
 * @param changed hashes that the list had with another class, source or note, or that came back
 * @param unchanged hashes that the list has just like that
 * @param stillWithdrawn hashes that were withdrawn earlier, and stay so
 * @param recalled entries that the source took back, and that matched until then
 * @param opaque hashes that are not computed here, new or said anew; they are in none of the other numbers
 * @param rejected the first lines that were not taken, at most {@link HashListLimits#REJECTED_LINES_KEPT}
 * @param rejectedCount all the lines that were not taken
 * @param resumedAfter records that an earlier run had taken which was cut off, and behind which this one went on; they are in
 *     all the numbers
 */
public record ImportReport(
        ImportId id,
        ListId list,
        long accepted,
        long changed,
        long unchanged,
        long stillWithdrawn,
        long recalled,
        long opaque,
        List<RejectedLine> rejected,
        long rejectedCount,
        long resumedAfter) {
    public ImportReport {
        rejected = List.copyOf(rejected);
    }

    /** Whether more lines were rejected than {@link #rejected} names. */
    public boolean isTruncated() {
        return rejectedCount > rejected.size();
    }

    /** All the records of the file that take nothing back. */
    public long records() {
        return accepted + changed + unchanged + stillWithdrawn + rejectedCount;
    }
}
