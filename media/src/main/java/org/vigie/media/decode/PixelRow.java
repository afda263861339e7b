package org.vigie.media.decode;

/**
 * One row of pixels as luma, 0 to 255. Components are taken as they are stored: colour profiles and transparency are ignored,
 * as the reference programs for PDQ ignore them.
 */
final class PixelRow {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private PixelRow() {}

    static float luma(int red, int green, int blue) {
        return RED * red + GREEN * green + BLUE * blue;
    }

    static void ofGrey(byte[] row, float[] into, int width) {
        for (int x = 0; x < width; x++) {
            into[x] = row[x] & 0xff;
        }
    }

    static void ofRgb(byte[] row, float[] into, int width) {
        for (int x = 0, at = 0; x < width; x++, at += 3) {
            into[x] = luma(row[at] & 0xff, row[at + 1] & 0xff, row[at + 2] & 0xff);
        }
    }

    /** Cyan, magenta, yellow and black as Adobe stores them: 255 is no ink. */
    static void ofInvertedCmyk(byte[] row, float[] into, int width) {
        for (int x = 0, at = 0; x < width; x++, at += 4) {
            int black = row[at + 3] & 0xff;
            into[x] = luma(
                    (row[at] & 0xff) * black / 255,
                    (row[at + 1] & 0xff) * black / 255,
                    (row[at + 2] & 0xff) * black / 255);
        }
    }
}
