package org.vigie.core.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The changes that turn a value into those near it: numbers of some width in which at most so many bits are set. */
final class Flips {
    /** No band is wider. */
    static final int WIDTH_MAX = 24;

    /** No band is looked up with more. */
    static final int RADIUS_MAX = 2;

    private static final int[][][] ALL = new int[WIDTH_MAX + 1][RADIUS_MAX + 1][];

    static {
        for (int width = 0; width <= WIDTH_MAX; width++) {
            for (int radius = 0; radius <= RADIUS_MAX; radius++) {
                ALL[width][radius] = made(width, radius);
            }
        }
    }

    private Flips() {}

    /** In ascending order, so that neighbours in memory are read one after the other. Not to be changed. */
    static int[] of(int width, int radius) {
        return ALL[width][radius];
    }

    private static int[] made(int width, int radius) {
        int[] flips = {0};
        for (int more = 0; more < radius; more++) {
            flips = Arrays.stream(flips)
                    .flatMap(flip -> IntStream.concat(
                            IntStream.of(flip), IntStream.range(0, width).map(bit -> flip | 1 << bit)))
                    .distinct()
                    .toArray();
        }
        Arrays.sort(flips);
        return flips;
    }
}
