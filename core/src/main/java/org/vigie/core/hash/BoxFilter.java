package org.vigie.core.hash;

/**
 * A running mean along one axis: {@code out[o]} is the mean of the inputs from {@code o - behind} to {@code o + ahead}, of
 * those that exist. One addition, one subtraction and one division a pixel, whatever the window.
 *
 * <p>The sum runs in {@code float} and always adds the newcomer before it takes off the leaver. Another order would be as
 * good, but it would round otherwise, and now and then a bit of the hash hangs on it.
 *
 * @param ahead how many inputs after the current one are in the window
 * @param behind how many before it are
 */
record BoxFilter(int ahead, int behind) {
    /** PDQ's window: half of a 64th of the side, rounded up; of an even window the longer half lies ahead. */
    static BoxFilter forSide(int side) {
        int window = (side + 2 * PdqBlock.SIDE - 1) / (2 * PdqBlock.SIDE);
        int ahead = window / 2;
        return new BoxFilter(ahead, window - 1 - ahead);
    }

    /** How many inputs a window holds away from the edges. */
    int window() {
        return behind + 1 + ahead;
    }

    /** The first input in the window around {@code position}. */
    int first(int position) {
        return Math.max(0, position - behind);
    }

    /** The last input in the window around {@code position} of a side of {@code length}. */
    int last(int position, int length) {
        return Math.min(length - 1, position + ahead);
    }

    /** Filters the first {@code length} values of a row. */
    void alongRow(float[] in, float[] out, int length) {
        float sum = 0;
        for (int x = 0; x < ahead; x++) {
            sum += in[x];
        }
        int fullFrom = behind + 1;
        int fullTo = length - ahead;
        for (int x = 0; x < fullFrom; x++) {
            sum += in[x + ahead];
            out[x] = sum / (x + ahead + 1);
        }
        float window = window();
        for (int x = fullFrom; x < fullTo; x++) {
            sum = sum + in[x + ahead] - in[x - fullFrom];
            out[x] = sum / window;
        }
        for (int x = Math.max(fullFrom, fullTo); x < length; x++) {
            sum -= in[x - fullFrom];
            out[x] = sum / (length - x + behind);
        }
    }
}
