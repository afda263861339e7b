package org.vigie.demo.world;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.vigie.core.hash.Pdq;

/**
 * Makes near copies: other bytes, the same look. Shrinking is Java2D's and the file is written by the JDK's own codecs, so that
 * neither the resampling nor the encoder is the one of the program under test. An edit that moves PDQ by more than
 * {@link WorldLimits#NEAR_BITS_MAX} bits is made weaker until it does not.
 */
final class NearCopies {
    private static final double WEAKER = 0.65;

    /** The letters COPY in five rows of five dots each, one bit a dot, from the top left. */
    private static final int[] MARK = {
        0b01111_10000_10000_10000_01111,
        0b01110_10001_10001_10001_01110,
        0b11110_10001_11110_10000_10000,
        0b10001_01010_00100_00100_00100
    };

    private static final int DOTS = 5;

    private final RandomGenerator random;

    NearCopies(RandomGenerator random) {
        this.random = random;
    }

    /** A file with other bytes than the original, whose decoded picture is near that of the original. */
    PictureFile of(PictureFile original, Edit edit) {
        Picture before = original.picture();
        Pdq wanted = original.pdq();
        double direction = random.nextBoolean() ? 1 : -1;
        double strength = random.nextDouble(0.7, 1);
        for (int tries = 0; tries < WorldLimits.TRIES_MAX; tries++) {
            Picture after = edited(before, edit, strength, direction);
            PictureFormat format = edit == Edit.MARKED && original.format() == PictureFormat.JPEG
                    ? PictureFormat.PNG
                    : PictureFormat.JPEG;
            byte[] bytes = format.encode(after, 0.9 - 0.35 * strength);
            PictureFile copy = PictureFile.of(bytes, format);
            boolean isNear = copy.pdq().distance(wanted) <= WorldLimits.NEAR_BITS_MAX;
            if (isNear && !Arrays.equals(bytes, original.bytes())) {
                return copy;
            }
            strength *= WEAKER;
        }
        throw new IllegalStateException("no near copy in %d tries".formatted(WorldLimits.TRIES_MAX));
    }

    private static Picture edited(Picture before, Edit edit, double strength, double direction) {
        return switch (edit) {
            case REENCODED -> before;
            case RESIZED -> resized(before, 1 + direction * 0.2 * strength);
            case MARKED -> marked(before, strength);
            case BRIGHTENED -> brightened(before, direction * 24 * strength);
            case TRIMMED -> trimmed(before, 0.04 * strength);
            case RESIZED_AND_MARKED -> marked(resized(before, 1 + direction * 0.2 * strength), strength);
        };
    }

    private static Picture resized(Picture before, double scale) {
        AffineTransformOp smooth =
                new AffineTransformOp(AffineTransform.getScaleInstance(scale, scale), AffineTransformOp.TYPE_BILINEAR);
        BufferedImage after = new BufferedImage(
                (int) Math.floor(before.width() * scale),
                (int) Math.floor(before.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        return Picture.of(smooth.filter(before.image(), after));
    }

    private static Picture trimmed(Picture before, double share) {
        int left = (int) Math.ceil(before.width() * share);
        int top = (int) Math.ceil(before.height() * share);
        Picture after = new Picture(before.width() - 2 * left, before.height() - 2 * top);
        for (int y = 0; y < after.height(); y++) {
            for (int x = 0; x < after.width(); x++) {
                after.set(x, y, before.at(x + left, y + top));
            }
        }
        return after;
    }

    private static Picture brightened(Picture before, double by) {
        Picture after = before.copy();
        for (int y = 0; y < before.height(); y++) {
            for (int x = 0; x < before.width(); x++) {
                int rgb = before.at(x, y);
                after.set(x, y, (rgb >> 16 & 0xFF) + by, (rgb >> 8 & 0xFF) + by, (rgb & 0xFF) + by);
            }
        }
        return after;
    }

    /** Writes the mark into the lower right corner, over up to two fifths of the width. */
    private static Picture marked(Picture before, double strength) {
        Picture after = before.copy();
        int dot = (int) Math.max(1, before.width() * 0.4 * strength / (MARK.length * (DOTS + 1)));
        int left = before.width() - dot * MARK.length * (DOTS + 1);
        int top = before.height() - dot * (DOTS + 1);
        for (int letter = 0; letter < MARK.length; letter++) {
            for (int place = 0; place < DOTS * DOTS; place++) {
                if ((MARK[letter] >> (DOTS * DOTS - 1 - place) & 1) == 1) {
                    int x = left + dot * (letter * (DOTS + 1) + place % DOTS);
                    int y = top + dot * (place / DOTS);
                    dot(after, x, y, dot, strength);
                }
            }
        }
        return after;
    }

    private static void dot(Picture picture, int left, int top, int size, double strength) {
        for (int y = Math.max(0, top); y < Math.min(picture.height(), top + size); y++) {
            for (int x = Math.max(0, left); x < Math.min(picture.width(), left + size); x++) {
                picture.lay(x, y, 0xFFFFFF, Math.min(1, 0.4 + 0.5 * strength));
            }
        }
    }
}
