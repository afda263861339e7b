package org.vigie.demo.world;

import java.util.random.RandomGenerator;

/** Draws benign pictures: landscapes, clouds, shapes, waves. Equal random numbers draw equal pictures. */
final class Drawing {
    private static final int[] WIDTHS = {160, 240, 240, 320, 320, 400, 400, 480, 480, 640, 640, 800, 1024, 1280};
    private static final int HEIGHT_MIN = 112;
    private static final int HEIGHT_MAX = 960;
    private static final double[] SHAPES = {0.75, 0.66, 1.0, 0.5625, 1.33};

    private final RandomGenerator random;

    Drawing(RandomGenerator random) {
        this.random = random;
    }

    /** Any kind, any size. */
    Picture draw() {
        int width = WIDTHS[random.nextInt(WIDTHS.length)];
        double shape = SHAPES[random.nextInt(SHAPES.length)];
        int height = (int) Math.max(HEIGHT_MIN, Math.min(width * shape, HEIGHT_MAX));
        Picture picture = new Picture(width, height);
        switch (random.nextInt(4)) {
            case 0 -> landscape(picture);
            case 1 -> clouds(picture);
            case 2 -> shapes(picture);
            default -> waves(picture);
        }
        return picture;
    }

    /** A sky, a sun, and ranges of hills that darken towards the viewer. */
    private void landscape(Picture picture) {
        Palette sky = Palette.of(random);
        Palette earth = Palette.of(random);
        Noise noise = new Noise(random);
        double sunX = random.nextDouble(0.1, 0.9);
        double sunY = random.nextDouble(0.05, 0.4);
        double sunSize = random.nextDouble(0.04, 0.12);
        int ranges = random.nextInt(3, 6);
        double unit = 1.0 / picture.width();
        double tall = (double) picture.height() / picture.width();
        for (int px = 0; px < picture.width(); px++) {
            double x = px * unit;
            double[] crest = new double[ranges];
            for (int range = 0; range < ranges; range++) {
                crest[range] =
                        0.25 + 0.6 * range / ranges + 0.45 * (noise.fractal(x * (3 + range), 40.5 * range, 5) - 0.5);
            }
            for (int py = 0; py < picture.height(); py++) {
                double y = py * unit;
                int range = ranges - 1;
                while (range >= 0 && y / tall < crest[range]) {
                    range--;
                }
                double grain = noise.fractal(x * 9 + 31.0 * range, y * 9, 4);
                if (range < 0) {
                    boolean inSun = Math.hypot(x - sunX, y - sunY * tall) < sunSize;
                    picture.set(px, py, inSun ? sky.light() : sky.at(0.25 + 0.9 * (grain - 0.3)));
                } else {
                    picture.set(px, py, earth.at(1.5 * grain - 0.35 + 0.25 * (ranges - range) / ranges));
                }
            }
        }
    }

    /** Noise bent by noise, as marble or clouds. */
    private void clouds(Picture picture) {
        Palette palette = Palette.of(random);
        Noise noise = new Noise(random);
        Noise bend = new Noise(random);
        double scale = random.nextDouble(5, 9) / picture.width();
        double strength = random.nextDouble(0.5, 2.5);
        for (int py = 0; py < picture.height(); py++) {
            for (int px = 0; px < picture.width(); px++) {
                double x = px * scale;
                double y = py * scale;
                double shift = strength * bend.fractal(x * 0.6, y * 0.6, 2);
                picture.set(px, py, palette.at(2.2 * noise.fractal(x + shift, y - shift, 4) - 0.6));
            }
        }
    }

    /** Discs and tilted bars over a mottled ground. */
    private void shapes(Picture picture) {
        Palette ground = Palette.of(random);
        Noise noise = new Noise(random);
        double scale = random.nextDouble(4, 10) / picture.width();
        for (int py = 0; py < picture.height(); py++) {
            for (int px = 0; px < picture.width(); px++) {
                picture.set(px, py, ground.at(1.6 * noise.fractal(px * scale, py * scale, 4) - 0.3));
            }
        }
        int pieces = random.nextInt(14, 30);
        for (int piece = 0; piece < pieces; piece++) {
            int colour = Palette.of(random).at(random.nextDouble());
            double x = random.nextDouble() * picture.width();
            double y = random.nextDouble() * picture.height();
            double size = random.nextDouble(0.03, 0.14) * picture.width();
            if (random.nextBoolean()) {
                piece(picture, colour, x, y, size, size, 1);
            } else {
                piece(picture, colour, x, y, 2 * size, size / 3, random.nextDouble() * Math.PI);
            }
        }
    }

    /** An ellipse of two half axes, turned by an angle in radians. */
    private static void piece(
            Picture picture, int colour, double x, double y, double halfLength, double halfWidth, double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double reach = Math.max(halfLength, halfWidth);
        int bottom = (int) Math.min(picture.height() - 1.0, y + reach);
        int right = (int) Math.min(picture.width() - 1.0, x + reach);
        for (int py = (int) Math.max(0, y - reach); py <= bottom; py++) {
            for (int px = (int) Math.max(0, x - reach); px <= right; px++) {
                double along = ((px - x) * cos + (py - y) * sin) / halfLength;
                double beside = ((py - y) * cos - (px - x) * sin) / halfWidth;
                if (along * along + beside * beside < 1) {
                    picture.lay(px, py, colour, 0.85);
                }
            }
        }
    }

    /** Waves of several directions and lengths over one another, broken by noise. */
    private void waves(Picture picture) {
        Palette palette = Palette.of(random);
        Noise noise = new Noise(random);
        int waves = random.nextInt(5, 9);
        double[] across = random.doubles(waves, -45, 45).toArray();
        double[] down = random.doubles(waves, -45, 45).toArray();
        double[] phase = random.doubles(waves, 0, 2 * Math.PI).toArray();
        double unit = 1.0 / picture.width();
        for (int py = 0; py < picture.height(); py++) {
            for (int px = 0; px < picture.width(); px++) {
                double x = px * unit;
                double y = py * unit;
                double broken = noise.at(x * 6, y * 6);
                double sum = 2.5 * (noise.fractal(x * 7, y * 7, 3) - 0.5);
                for (int wave = 0; wave < waves; wave++) {
                    sum += StrictMath.sin(across[wave] * x + down[wave] * y + phase[wave] + 2 * broken) / waves;
                }
                picture.set(px, py, palette.at(0.5 + 0.6 * sum));
            }
        }
    }
}
