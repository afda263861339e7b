package org.vigie.provider;

import java.util.List;

/**
 * What became of an imported file.
 *
 * @param accepted lines that added or changed something
 * @param unchanged lines that said what was known
 * @param rejectedCount all refused lines
 * @param rejected the first of them, see {@link ProviderLimits#REJECTED_SHOWN_MAX}
 * @param truncated whether the file had more lines than are read
 */
public record ProviderImport(
        int accepted, int unchanged, int rejectedCount, List<Rejected> rejected, boolean truncated) {
    /**
     * One line that was not taken.
     *
     * @param line counted from 1, the header included
     * @param reasonKey of the messages files
     */
    public record Rejected(long line, String reasonKey) {}

    public ProviderImport {
        rejected = List.copyOf(rejected);
    }
}
