package org.vigie.core.hash;

import java.util.function.Consumer;

/**
 * A {@link BoxFilter} along rows, fed with rows from the top. A running sum waits for its last addition before the next, and
 * most of the time of the hash was this waiting; so four rows are summed at a time, which do not wait for one another. Each sum
 * is that of {@link BoxFilter#alongRow}, addition by addition.
 */
final class RowBoxes {
    private static final int ROWS = 4;

    private final BoxFilter filter;
    private final int width;
    private final float[][] in;
    private final float[][] means;
    private final Consumer<float[]> out;
    private int waiting;

    /** @param out gets the rows in order, each of which it must use before it returns */
    RowBoxes(BoxFilter filter, int width, Consumer<float[]> out) {
        this.filter = filter;
        this.width = width;
        this.in = new float[ROWS][width];
        this.means = new float[ROWS][width];
        this.out = out;
    }

    /** Where the next row is to be written before {@link #feed}. */
    float[] next() {
        return in[waiting];
    }

    /** Takes the row written to {@link #next}. */
    void feed() {
        waiting++;
        if (waiting == ROWS) {
            fourRows();
            give();
        }
    }

    /** Gives the rows that were waiting for others. */
    void end() {
        for (int row = 0; row < waiting; row++) {
            filter.alongRow(in[row], means[row], width);
        }
        give();
    }

    private void give() {
        for (int row = 0; row < waiting; row++) {
            out.accept(means[row]);
        }
        waiting = 0;
    }

    private void fourRows() {
        float[] in0 = in[0];
        float[] in1 = in[1];
        float[] in2 = in[2];
        float[] in3 = in[3];
        float[] out0 = means[0];
        float[] out1 = means[1];
        float[] out2 = means[2];
        float[] out3 = means[3];
        int ahead = filter.ahead();
        int fullFrom = filter.behind() + 1;
        int fullTo = width - ahead;
        if (fullTo <= fullFrom) {
            for (int row = 0; row < ROWS; row++) {
                filter.alongRow(in[row], means[row], width);
            }
            return;
        }
        float sum0 = begin(in0, out0);
        float sum1 = begin(in1, out1);
        float sum2 = begin(in2, out2);
        float sum3 = begin(in3, out3);
        for (int x = fullFrom; x < fullTo; x++) {
            sum0 = sum0 + in0[x + ahead] - in0[x - fullFrom];
            sum1 = sum1 + in1[x + ahead] - in1[x - fullFrom];
            sum2 = sum2 + in2[x + ahead] - in2[x - fullFrom];
            sum3 = sum3 + in3[x + ahead] - in3[x - fullFrom];
            out0[x] = sum0;
            out1[x] = sum1;
            out2[x] = sum2;
            out3[x] = sum3;
        }
        end(in0, out0, sum0);
        end(in1, out1, sum1);
        end(in2, out2, sum2);
        end(in3, out3, sum3);
    }

    /** The means of the windows that begin before the row does, and the sum of the last of them. */
    private float begin(float[] in, float[] out) {
        int ahead = filter.ahead();
        float sum = 0;
        for (int x = 0; x < ahead; x++) {
            sum += in[x];
        }
        for (int x = 0; x < filter.behind() + 1; x++) {
            sum += in[x + ahead];
            out[x] = sum / (x + ahead + 1);
        }
        return sum;
    }

    /** Makes means of the sums of full windows, and adds those of the windows that end after the row does. */
    private void end(float[] in, float[] out, float sumOfLast) {
        int fullFrom = filter.behind() + 1;
        int fullTo = width - filter.ahead();
        float window = filter.window();
        for (int x = fullFrom; x < fullTo; x++) {
            out[x] /= window;
        }
        float sum = sumOfLast;
        for (int x = fullTo; x < width; x++) {
            sum -= in[x - fullFrom];
            out[x] = sum / (width - x + filter.behind());
        }
    }
}
