package org.vigie.demo.world;

import java.util.random.RandomGenerator;

/**
 * Smooth random fields on a plane.
 *
 * <p>Structure: value noise on an integer lattice, blended with the quintic {@code 6t⁵ - 15t⁴ + 10t³}, whose first and second
 * derivatives vanish at lattice points, so that no grid shows. {@link #fractal} adds octaves of doubled frequency and halved
 * weight. Lattice values come from a 64-bit finalizer (the constants of SplitMix64) over the coordinates and the seed, so that any
 * point costs four hashes for each octave and no memory. Only arithmetic that Java defines exactly is used: equal seeds give
 * equal pictures everywhere.
 */
final class Noise {
    private final long seed;

    Noise(RandomGenerator random) {
        this.seed = random.nextLong();
    }

    /** One octave; 0 to 1. */
    double at(double x, double y) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double across = fade(x - left);
        double down = fade(y - top);
        double upper = Picture.mix(lattice(left, top), lattice(left + 1, top), across);
        double lower = Picture.mix(lattice(left, top + 1), lattice(left + 1, top + 1), across);
        return Picture.mix(upper, lower, down);
    }

    /** Several octaves; 0 to 1, mostly near 0.5. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 1;
        double weights = 0;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * at(x * scale + 17.3 * octave, y * scale - 9.7 * octave);
            weights += weight;
            weight /= 2;
            scale *= 2;
        }
        return sum / weights;
    }

    private double lattice(long x, long y) {
        long bits = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }
}
