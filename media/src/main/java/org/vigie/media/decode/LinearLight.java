package org.vigie.media.decode;

/**
 * Grey and four-colour values as the reference program for PDQ in Java sees them: it takes them for amounts of light and turns
 * them into what a screen would be told to show, which makes them lighter (99 becomes 167). Screens show the stored values.
 *
 * <p>This looks like a mistake and is one, of the reference: with it a grey copy is 14 bits away from its coloured original on
 * the published test pictures, without it 0; the reference in C++ does not do it. It is done here because the canonical hash is
 * defined by agreement with the reference in Java, whose lists differ by up to 14 bits otherwise. To do without, {@link #curve}
 * has to give back the stored values and no other line changes.
 */
final class LinearLight {
    private static final float[] BYTES = curve(255);

    private LinearLight() {}

    /** What a stored value from 0 to 255 counts as, 0 to 255. */
    static float of(int stored) {
        return BYTES[stored];
    }

    /** The same for values from 0 to {@code largest}, as a table: whole numbers for bytes, as in the reference. */
    static float[] curve(int largest) {
        float[] curve = new float[largest + 1];
        for (int stored = 0; stored <= largest; stored++) {
            double light = (double) stored / largest;
            double shown = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            curve[stored] = Math.round(255 * shown);
        }
        return curve;
    }
}
