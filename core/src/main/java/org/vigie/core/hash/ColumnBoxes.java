package org.vigie.core.hash;

import java.util.function.Consumer;

/**
 * A {@link BoxFilter} down all columns at once, fed with rows from the top: it keeps one running sum for each column and only
 * the rows that are still in a window, so that the picture is never held a second time. Going row by row rather than column
 * by column is also what lets the processor do many columns in one step.
 */
final class ColumnBoxes {
    private final BoxFilter filter;
    private final int height;
    private final float[][] recent;
    private final float[] sums;
    private final float[] means;
    private final float[] nothing;
    private final Consumer<float[]> out;
    private int fed;

    /** @param out gets {@code height} rows in order, each of which it must use before it returns */
    ColumnBoxes(BoxFilter filter, int width, int height, Consumer<float[]> out) {
        this.filter = filter;
        this.height = height;
        this.recent = new float[filter.window() + 1][width];
        this.sums = new float[width];
        this.means = new float[width];
        this.nothing = new float[width];
        this.out = out;
    }

    /** Where the next row is to be written before {@link #feed}. */
    float[] next() {
        return recent[fed % recent.length];
    }

    /** Takes the row written to {@link #next}; after the last one all rows that were still due come out. */
    void feed() {
        float[] row = next();
        fed++;
        int due = fed - 1 - filter.ahead();
        if (due < 0) {
            for (int x = 0; x < sums.length; x++) {
                sums[x] += row[x];
            }
        } else {
            step(due, row);
        }
        if (fed == height) {
            for (int y = Math.max(0, due + 1); y < height; y++) {
                step(y, nothing);
            }
        }
    }

    private void step(int y, float[] entering) {
        int first = y - filter.behind();
        float[] leaving = first > 0 ? recent[(first - 1) % recent.length] : nothing;
        float count = Math.min(height, y + filter.ahead() + 1) - Math.max(0, first);
        for (int x = 0; x < sums.length; x++) {
            float sum = sums[x] + entering[x] - leaving[x];
            sums[x] = sum;
            means[x] = sum / count;
        }
        out.accept(means);
    }
}
