package org.vigie.hashlist;

import java.util.List;

/**
 * What is wrong with a list as it is stored.
 *
 * @param entries that match
 * @param withdrawn that do not match any more
 * @param opaque that match and whose hashes are not computed here; they are in no other number of entries
 * @param opaqueWithdrawn the same of those that do not match any more
 * @param refused that would not be taken today: hashes of empty content
 * @param remapped whose class means something else by now than when they were imported; the next import puts it right
 * @param contradicted of which another list says something else
 * @param unfinished imports that were cut off
 * @param examples the first of those entries, at most {@link HashListLimits#REJECTED_LINES_KEPT}
 */
public record ListCheck(
        long entries,
        long withdrawn,
        long opaque,
        long opaqueWithdrawn,
        long refused,
        long remapped,
        long contradicted,
        long unfinished,
        List<Example> examples) {
    public ListCheck {
        examples = List.copyOf(examples);
    }

    /** What the matter is with an entry. */
    public enum Problem {
        REFUSED,
        REMAPPED,
        CONTRADICTED
    }

    /**
     * One entry with a problem.
     *
     * @param hash as {@code algorithm:hash}
     */
    public record Example(String hash, Problem problem) {}

    /** Whether nothing is wrong. That others say something else is no fault of the list's. */
    public boolean isGood() {
        return refused + remapped + unfinished == 0;
    }
}
