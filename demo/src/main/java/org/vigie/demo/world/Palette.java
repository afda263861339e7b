package org.vigie.demo.world;

import java.util.random.RandomGenerator;

/** A few colours from dark to light that go together. */
record Palette(int dark, int middle, int light) {
    static Palette of(RandomGenerator random) {
        double hue = random.nextDouble();
        double turn = random.nextDouble(0.05, 0.35);
        return new Palette(
                colour(hue, 0.6, random.nextDouble(0.05, 0.2)),
                colour(hue + turn, random.nextDouble(0.3, 0.7), random.nextDouble(0.4, 0.6)),
                colour(hue + 2 * turn, 0.35, random.nextDouble(0.85, 1)));
    }

    /** The colour at a place between dark (0) and light (1). */
    int at(double place) {
        double clamped = Math.max(0, Math.min(1, place));
        return clamped < 0.5 ? between(dark, middle, clamped * 2) : between(middle, light, clamped * 2 - 1);
    }

    private static int between(int from, int to, double share) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            colour |= (int) Math.round(Picture.mix(from >> shift & 0xFF, to >> shift & 0xFF, share)) << shift;
        }
        return colour;
    }

    /** From hue, saturation and value, each a share of 1; the hue may wrap. */
    private static int colour(double hue, double saturation, double value) {
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
            double place = (hue + (3 - channel) / 3.0) % 1 * 6;
            double strength = Math.max(0, Math.min(1, Math.abs(place - 3) - 1));
            colour = colour << 8 | (int) Math.round(255 * value * (1 - saturation * (1 - strength)));
        }
        return colour;
    }
}
