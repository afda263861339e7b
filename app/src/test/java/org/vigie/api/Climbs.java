package org.vigie.api;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;

/** Programs that probe, played with patterns that are drawn here: each gives its questions in order and hears whether they are listed. */
final class Climbs {
    private static final int SIDE = 96;

    private final RandomGenerator random;

    Climbs(RandomGenerator random) {
        this.random = random;
    }

    /** What answers a probing program. */
    interface Oracle {
        boolean isListed(Pdq asked);
    }

    /** One way to probe: asks until the oracle has had enough, which it says by an exception of its own. */
    interface Climb {
        void run(Oracle oracle);
    }

    /** All ways, one after the other. */
    Climb of(int number) {
        return switch (number % 5) {
            case 0 -> this::edits;
            case 1 -> this::towards;
            case 2 -> this::bits;
            case 3 -> this::growingNoise;
            default -> this::boundary;
        };
    }

    /** A picture of waves and blots; never the same twice. */
    float[] picture() {
        var grey = new float[SIDE * SIDE];
        for (int wave = 0; wave < 6; wave++) {
            double fx = random.nextDouble(-0.35, 0.35);
            double fy = random.nextDouble(-0.35, 0.35);
            double phase = random.nextDouble(6.28);
            double height = random.nextDouble(10, 40);
            for (int at = 0; at < grey.length; at++) {
                grey[at] += (float) (height * Math.sin(fx * (at % SIDE) + fy * Math.floorDiv(at, SIDE) + phase));
            }
        }
        for (int blot = 0; blot < 8; blot++) {
            blot(grey, random.nextInt(6, 24), random.nextDouble(-70, 70));
        }
        for (int at = 0; at < grey.length; at++) {
            grey[at] = clip(grey[at] + 128);
        }
        return grey;
    }

    void blot(float[] grey, int size, double light) {
        int x = random.nextInt(SIDE - size);
        int y = random.nextInt(SIDE - size);
        for (int row = y; row < y + size; row++) {
            for (int column = x; column < x + size; column++) {
                grey[row * SIDE + column] = clip(grey[row * SIDE + column] + (float) light);
            }
        }
    }

    float[] noise(float[] grey, double height) {
        var noisy = grey.clone();
        for (int at = 0; at < noisy.length; at++) {
            noisy[at] = clip(noisy[at] + (float) (height * random.nextGaussian()));
        }
        return noisy;
    }

    float[] blend(float[] one, float[] other, double part) {
        var both = new float[one.length];
        for (int at = 0; at < both.length; at++) {
            both[at] = (float) ((1 - part) * one[at] + part * other[at]);
        }
        return both;
    }

    /** The inner part, scaled up again. */
    float[] cropped(float[] grey, int left, int top, int side) {
        var cut = new float[grey.length];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                cut[row * SIDE + column] = grey[
                        Math.min(SIDE - 1, top + row * side / SIDE) * SIDE
                                + Math.min(SIDE - 1, left + column * side / SIDE)];
            }
        }
        return cut;
    }

    static Pdq hash(float[] grey) {
        var bytes = new byte[grey.length];
        for (int at = 0; at < grey.length; at++) {
            bytes[at] = (byte) Math.round(grey[at]);
        }
        return PdqHasher.hash(Luma.ofGrey(SIDE, SIDE, bytes)).hash();
    }

    private static float clip(float value) {
        return Math.clamp(value, 0, 255);
    }

    /** Edits a listed picture bit by bit until it passes; an edit that brings nothing is taken back. */
    private void edits(Oracle oracle) {
        float[] now = picture();
        Pdq start = hash(now);
        oracle.isListed(start);
        int farthest = 0;
        while (true) {
            float[] tried = now.clone();
            blot(tried, random.nextInt(8, 22), random.nextDouble(-50, 50));
            Pdq asked = hash(tried);
            oracle.isListed(asked);
            if (start.distance(asked) > farthest) {
                farthest = start.distance(asked);
                now = tried;
            }
        }
    }

    /** Blends a picture into a listed one until it is found. */
    private void towards(Oracle oracle) {
        float[] from = picture();
        float[] to = picture();
        for (double part = 0; ; part = Math.min(1, part + random.nextDouble(0.01, 0.04))) {
            oracle.isListed(hash(noise(blend(from, to, part), 1)));
        }
    }

    /** Turns a few bits of a hash at a time, and keeps them three times out of five. */
    private void bits(Oracle oracle) {
        Pdq now = new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        List<Integer> left = bitsInAnyOrder();
        oracle.isListed(now);
        while (true) {
            Pdq tried = now;
            int turned = random.nextInt(2, 6);
            for (int i = 0; i < turned; i++) {
                tried = turned(tried, left.get((i + random.nextInt(3)) % left.size()));
            }
            oracle.isListed(tried);
            if (random.nextInt(5) < 3) {
                now = tried;
                left = left.size() > 12 ? left.subList(turned + 2, left.size()) : bitsInAnyOrder();
            }
        }
    }

    /** The same noise, a little stronger each time. */
    private void growingNoise(Oracle oracle) {
        float[] grey = picture();
        float[] other = noise(new float[grey.length], 1);
        var shape = new float[grey.length];
        for (int at = 0; at < shape.length; at++) {
            shape[at] = (float) random.nextGaussian();
        }
        double strength = 0;
        while (true) {
            var tried = grey.clone();
            for (int at = 0; at < tried.length; at++) {
                tried[at] = clip(tried[at] + (float) (strength * shape[at]) + other[at]);
            }
            oracle.isListed(hash(tried));
            strength += random.nextDouble(4, 10);
        }
    }

    /** Goes back and forth between a listed picture and another, always by halves: along the border of what is listed. */
    private void boundary(Oracle oracle) {
        float[] listed = picture();
        while (true) {
            float[] free = noise(listed.clone(), 60);
            for (int blot = 0; blot < 12; blot++) {
                blot(free, random.nextInt(10, 30), random.nextDouble(-90, 90));
            }
            double in = 0;
            double out = 1;
            oracle.isListed(hash(listed));
            for (int halving = 0; halving < 7; halving++) {
                double middle = (in + out) / 2;
                if (oracle.isListed(hash(blend(listed, free, middle)))) {
                    in = middle;
                } else {
                    out = middle;
                }
            }
            listed = blend(listed, free, in);
        }
    }

    static Pdq turned(Pdq hash, int bit) {
        long mask = 1L << (bit % 64);
        return switch (bit / 64) {
            case 0 -> new Pdq(hash.w0() ^ mask, hash.w1(), hash.w2(), hash.w3());
            case 1 -> new Pdq(hash.w0(), hash.w1() ^ mask, hash.w2(), hash.w3());
            case 2 -> new Pdq(hash.w0(), hash.w1(), hash.w2() ^ mask, hash.w3());
            default -> new Pdq(hash.w0(), hash.w1(), hash.w2(), hash.w3() ^ mask);
        };
    }

    private List<Integer> bitsInAnyOrder() {
        var bits = new ArrayList<Integer>();
        for (int bit = 0; bit < Pdq.BITS; bit++) {
            bits.add(random.nextInt(bits.size() + 1), bit);
        }
        return bits;
    }
}
