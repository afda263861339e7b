package org.vigie.core.hash;

/**
 * A picture as brightness alone: {@code width × height} values from 0 (black) to 255 (white), row by row from the top left.
 *
 * <p>The pixels are kept as they are given and turned into floats one row at a time, so that a picture of 12 million grey
 * bytes costs 12 MB and not 60. Arrays are not copied: whoever gives one away must not write to it until the hash is made.
 */
public final class Luma {
    /** What weighs how much in the brightness of a colour (ITU-R BT.601, as PDQ wants it). They sum to 1. */
    static final float RED = 0.299f;

    static final float GREEN = 0.587f;
    static final float BLUE = 0.114f;

    private final int width;
    private final int height;
    private final Rows rows;

    /** Where the values of a picture come from, for pixels that are not in one of the arrays known here. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Writes one row.
         *
         * @param y 0 to {@code height - 1}
         * @param into gets {@code width} values from 0 to 255 at its beginning
         */
        void read(int y, float[] into);
    }

    /**
     * A picture of computed values.
     *
     * @param values row by row, 0 to 255 each; neither copied nor looked at here, so a NaN makes a meaningless hash
     * @throws IllegalArgumentException unless both sides are at least 1 and there is one value for each pixel
     */
    public Luma(int width, int height, float[] values) {
        this(width, height, values.length, 1, (y, into) -> System.arraycopy(values, y * width, into, 0, width));
    }

    private Luma(int width, int height, long given, int perPixel, Rows rows) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of %d x %d has no pixel".formatted(width, height));
        }
        if ((long) width * height * perPixel != given) {
            throw new IllegalArgumentException("a picture of %d x %d needs %d values, not %d"
                    .formatted(width, height, (long) width * height * perPixel, given));
        }
        this.width = width;
        this.height = height;
        this.rows = rows;
    }

    /** A picture of one grey byte (unsigned) for each pixel. */
    public static Luma ofGrey(int width, int height, byte[] grey) {
        return new Luma(width, height, grey.length, 1, (y, into) -> {
            int start = y * width;
            for (int x = 0; x < width; x++) {
                into[x] = grey[start + x] & 0xff;
            }
        });
    }

    /** A picture of three bytes (unsigned; red, green, blue) for each pixel. */
    public static Luma ofRgb(int width, int height, byte[] rgb) {
        return new Luma(width, height, rgb.length, 3, (y, into) -> {
            int at = y * width * 3;
            for (int x = 0; x < width; x++, at += 3) {
                into[x] = weigh(rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff);
            }
        });
    }

    /** A picture of one {@code 0x??RRGGBB} for each pixel, as {@code BufferedImage.getRGB} gives; transparency is ignored. */
    public static Luma ofPackedRgb(int width, int height, int[] pixels) {
        return new Luma(width, height, pixels.length, 1, (y, into) -> {
            int start = y * width;
            for (int x = 0; x < width; x++) {
                int pixel = pixels[start + x];
                into[x] = weigh(pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
            }
        });
    }

    /**
     * A picture that is read from elsewhere, such as a decoder's own memory. The hasher asks for each row once, in order.
     *
     * @throws IllegalArgumentException unless both sides are at least 1
     */
    public static Luma ofRows(int width, int height, Rows rows) {
        return new Luma(width, height, (long) width * height, 1, rows);
    }

    /** In the order of the reference: the sum of three floats depends on it. */
    private static float weigh(int red, int green, int blue) {
        return RED * red + GREEN * green + BLUE * blue;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Writes the {@link #width} values of row {@code y} to the beginning of {@code into}. */
    public void row(int y, float[] into) {
        rows.read(y, into);
    }

    /**
     * The picture on a square of {@code side} pixels, whatever its proportion, by taking single pixels; or the picture itself
     * where neither of its sides is greater than that.
     */
    Luma shrunkToSquare(int side) {
        if (width <= side && height <= side) {
            return this;
        }
        float[] whole = new float[width];
        int[] read = {-1};
        return ofRows(side, side, (y, into) -> {
            int wanted = (int) ((long) y * height / side);
            if (wanted != read[0]) {
                row(wanted, whole);
                read[0] = wanted;
            }
            for (int x = 0; x < side; x++) {
                into[x] = whole[(int) ((long) x * width / side)];
            }
        });
    }
}
