package org.vigie.media.decode;

/**
 * One row of pixels as luma, 0 to 255. Colours are taken as they are stored: colour profiles and transparency are ignored, as
 * the reference programs for PDQ ignore them. For grey and four-colour values see {@link LinearLight}.
 */
final class PixelRow {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private PixelRow() {}

    static float luma(float red, float green, float blue) {
        return RED * red + GREEN * green + BLUE * blue;
    }

    static void ofGrey(byte[] row, float[] into, int width, LinearLight light) {
        for (int x = 0; x < width; x++) {
            into[x] = light.of(row[x] & 0xff);
        }
    }

    /** Values that are luma already. */
    static void ofLuma(byte[] row, float[] into, int width) {
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
    static void ofInvertedCmyk(byte[] row, float[] into, int width, LinearLight light) {
        for (int x = 0, at = 0; x < width; x++, at += 4) {
            int black = row[at + 3] & 0xff;
            int red = (row[at] & 0xff) * black;
            int green = (row[at + 1] & 0xff) * black;
            int blue = (row[at + 2] & 0xff) * black;
            into[x] = ofLight(red, green, blue, light);
        }
    }

    /** Red, green and blue light, each a product of two bytes. */
    static float ofLight(int red, int green, int blue, LinearLight light) {
        return RED * light.of((red + 127) / 255)
                + GREEN * light.of((green + 127) / 255)
                + BLUE * light.of((blue + 127) / 255);
    }
}
