package org.vigie.core.hash;

/**
 * A picture shrunk to 64 x 64 by PDQ's filter: what quality and frequencies are computed from.
 *
 * @param rows 64 rows of 64 values
 */
@SuppressWarnings("ArrayRecordComponent") // lives only inside one call of the hasher and is never compared
record PdqBlock(float[][] rows) {
    static final int SIDE = 64;

    /** How much two neighbours must differ, in hundredths of the full range, is cut to whole steps before it is counted. */
    private static final int STEPS = 100;

    /** The sum of gradient steps that makes one point of quality, found by trial by PDQ's authors. */
    private static final int GRADIENT_PER_POINT = 90;

    /**
     * Twice a box filter along rows and columns, then one pixel of each 64th. All four passes run at once, row by row: the
     * third writes only the 64 columns that are wanted, and the fourth keeps only the 64 rows.
     */
    static PdqBlock of(Luma luma) {
        int width = luma.width();
        int height = luma.height();
        BoxFilter across = BoxFilter.forSide(width);
        BoxFilter down = BoxFilter.forSide(height);
        int[] columns = centres(width);

        Sampler sampler = new Sampler(centres(height));
        ColumnBoxes secondDown = new ColumnBoxes(down, SIDE, height, sampler::take);
        RowBoxes secondAcross = new RowBoxes(across, width, row -> {
            float[] kept = secondDown.next();
            for (int i = 0; i < SIDE; i++) {
                kept[i] = row[columns[i]];
            }
            secondDown.feed();
        });
        ColumnBoxes firstDown = new ColumnBoxes(down, width, height, row -> {
            System.arraycopy(row, 0, secondAcross.next(), 0, width);
            secondAcross.feed();
        });
        RowBoxes firstAcross = new RowBoxes(across, width, row -> {
            System.arraycopy(row, 0, firstDown.next(), 0, width);
            firstDown.feed();
        });
        for (int y = 0; y < height; y++) {
            luma.row(y, firstAcross.next());
            firstAcross.feed();
        }
        firstAcross.end();
        secondAcross.end();
        return new PdqBlock(sampler.block);
    }

    /** The pixel at the centre of each 64th of a side; one pixel may be the centre of several where the side is short. */
    static int[] centres(int side) {
        int[] centres = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            centres[i] = (int) ((i + 0.5) * side / SIDE);
        }
        return centres;
    }

    /** 0 to 100, from the differences of neighbours. Each is cut to a whole step, so that faint noise counts for nothing. */
    int quality() {
        int gradients = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (y + 1 < SIDE) {
                    gradients += steps(rows[y][x], rows[y + 1][x]);
                }
                if (x + 1 < SIDE) {
                    gradients += steps(rows[y][x], rows[y][x + 1]);
                }
            }
        }
        return Math.min(100, gradients / GRADIENT_PER_POINT);
    }

    private static int steps(float one, float other) {
        return Math.abs((int) ((one - other) * STEPS / 255));
    }

    /** Keeps of the rows that pass those that are wanted. */
    private static final class Sampler {
        private final int[] wanted;
        private final float[][] block = new float[SIDE][];
        private int y;
        private int kept;

        Sampler(int[] wanted) {
            this.wanted = wanted;
        }

        void take(float[] row) {
            while (kept < SIDE && wanted[kept] == y) {
                block[kept++] = row.clone();
            }
            y++;
        }
    }
}
