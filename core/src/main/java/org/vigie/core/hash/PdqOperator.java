package org.vigie.core.hash;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The 64 x 64 block of PDQ by one multiplication from each side, instead of four passes of running sums.
 *
 * <pre>
 * Structure
 *   Filtering and taking every n/64th pixel are linear and work on each axis alone, so the block is V L Ht, where L is the
 *   luma and V, H are 64 rows of weights. A row has weights only near its centre: two boxes make a tent, its band.
 *   A row of the picture is added, weighed, to the one or two bands of V in which it lies; a band that is complete is
 *   multiplied by H and gives a row of the block.
 *   A picture decoded at 1/k of its size has pixels that stand for k x k of the whole: they get the sum of k weights of the
 *   whole on each axis. So the bands are those of the whole picture, and no pixel shifts by rounding.
 *
 * Numbers
 *   A band has about 2 ceil(n / 128) - 1 pixels, clipped and weighed anew at the edges as the running means are.
 *
 * Error
 *   At full size that of rounding: the same hash or one 2 bits away. Reduced so that 256 pixels are left of each side:
 *   mean below 1 bit and at most 4, measured on 67 photographs in three sizes; what the decoder leaves out the tents would
 *   have smoothed away. Smaller ones drift: up to 12 bits with 128 pixels left, up to 38 with 60.
 *   {@link Reduction#strongestFor} keeps to 256.
 *
 * Cost
 *   One or two multiplications a pixel, all on neighbours in a row, hence many in one step, and 64 a column; 4 rows of
 *   memory. The cosines and the median are as before. Figures in docs/bench.md.
 *
 * References
 *   Two separable linear filters as a product of banded matrices is textbook; the measurements were made for this project.
 * </pre>
 */
final class PdqOperator {
    private final Band[] down;
    private final Band[] across;
    private final int width;
    private final Deque<float[]> spare = new ArrayDeque<>();

    /** The weights of one row of the block, or one column, on the pixels {@code from} and following. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    private record Band(int from, float[] weights) {
        int end() {
            return from + weights.length;
        }
    }

    PdqOperator(Reduction reduction) {
        this.down = bands(reduction.height(), reduction.divisor());
        this.across = bands(reduction.width(), reduction.divisor());
        this.width = reduction.reducedWidth();
    }

    /** @throws IllegalArgumentException where the picture has not the size that the reduction gives */
    static PdqBlock block(Luma luma, Reduction reduction) {
        if (luma.width() != reduction.reducedWidth() || luma.height() != reduction.reducedHeight()) {
            throw new IllegalArgumentException(
                    "a picture of %d x %d is not what %s leaves".formatted(luma.width(), luma.height(), reduction));
        }
        return new PdqOperator(reduction).apply(luma);
    }

    /** The block of a picture of the size this was made for; may be called again and again, by one thread at a time. */
    PdqBlock apply(Luma luma) {
        float[][] block = new float[PdqBlock.SIDE][PdqBlock.SIDE];
        float[][] open = new float[PdqBlock.SIDE][];
        float[] row = new float[width];
        int first = 0;
        for (int y = 0; y < luma.height(); y++) {
            luma.row(y, row);
            for (int i = first; i < down.length && down[i].from() <= y; i++) {
                if (y == down[i].from()) {
                    open[i] = cleared();
                }
                addWeighed(open[i], row, down[i].weights()[y - down[i].from()]);
            }
            while (first < down.length && down[first].end() == y + 1) {
                multiplyAcross(open[first], block[first]);
                spare.push(open[first]);
                first++;
            }
        }
        return new PdqBlock(block);
    }

    private float[] cleared() {
        float[] sums = spare.poll();
        if (sums == null) {
            return new float[width];
        }
        Arrays.fill(sums, 0);
        return sums;
    }

    private static void addWeighed(float[] sums, float[] row, float weight) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += weight * row[x];
        }
    }

    private void multiplyAcross(float[] sums, float[] into) {
        for (int i = 0; i < into.length; i++) {
            Band band = across[i];
            float sum = 0;
            for (int x = 0; x < band.weights().length; x++) {
                sum += band.weights()[x] * sums[band.from() + x];
            }
            into[i] = sum;
        }
    }

    private static Band[] bands(int side, int divisor) {
        BoxFilter filter = BoxFilter.forSide(side);
        int[] centres = PdqBlock.centres(side);
        Band[] bands = new Band[centres.length];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = band(filter, centres[i], side, divisor);
        }
        return bands;
    }

    /** The mean of the means around a pixel, as weights on the reduced pixels. */
    private static Band band(BoxFilter filter, int centre, int side, int divisor) {
        int outerFrom = filter.first(centre);
        int outerTo = filter.last(centre, side);
        int from = filter.first(outerFrom) / divisor;
        double[] weights = new double[filter.last(outerTo, side) / divisor - from + 1];
        for (int mean = outerFrom; mean <= outerTo; mean++) {
            int innerFrom = filter.first(mean);
            int innerTo = filter.last(mean, side);
            double weight = 1.0 / (outerTo - outerFrom + 1) / (innerTo - innerFrom + 1);
            for (int x = innerFrom; x <= innerTo; x++) {
                weights[x / divisor - from] += weight;
            }
        }
        float[] rounded = new float[weights.length];
        for (int x = 0; x < weights.length; x++) {
            rounded[x] = (float) weights[x];
        }
        return new Band(from, rounded);
    }
}
