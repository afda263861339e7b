package org.vigie.media.decode;

/**
 * Grey and four-colour values as the reference program for PDQ in Java sees them: it takes them for amounts of light and turns
 * them into what a screen would be told to show, which makes them lighter (99 becomes 167). Screens show the stored values.
 *
 * <p>This looks like a mistake and is one, of the reference: with it a grey copy is 14 bits away from its coloured original on
 * the published test pictures, without it 0; the reference in C++ does not do it. It is done here because the canonical hash is
 * defined by agreement with the reference in Java, whose lists differ by up to 14 bits otherwise. To do without, take
 * {@link #AS_STORED} everywhere.
 */
enum LinearLight {
    /** As the reference in Java. */
    AS_AMOUNT(true),
    /** As the reference in C++, and as a screen. */
    AS_STORED(false);

    private static final int LARGEST_BYTE = 255;

    private final boolean isAmount;

    @SuppressWarnings("ImmutableEnumChecker") // never written to after it is made
    private final float[] bytes;

    LinearLight(boolean isAmount) {
        this.isAmount = isAmount;
        this.bytes = table(LARGEST_BYTE, isAmount);
    }

    /** What a stored value from 0 to 255 counts as, 0 to 255. */
    float of(int stored) {
        return bytes[stored];
    }

    /** The same for values from 0 to {@code largest}, as a table: whole numbers for bytes, as in the reference. */
    float[] curve(int largest) {
        return largest == LARGEST_BYTE ? bytes : table(largest, isAmount);
    }

    private static float[] table(int largest, boolean isAmount) {
        float[] curve = new float[largest + 1];
        for (int stored = 0; stored <= largest; stored++) {
            double light = (double) stored / largest;
            curve[stored] = Math.round(255 * (isAmount ? shown(light) : light));
        }
        return curve;
    }

    private static double shown(double light) {
        return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }
}
