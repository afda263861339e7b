package org.vigie.demo.world;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import org.vigie.core.hash.Luma;

/** A picture as pixels, {@code 0xRRGGBB} each, row by row. Drawing is plain arithmetic, so that no fonts or screens are needed. */
final class Picture {
    private final int width;
    private final int height;
    private final int[] pixels;

    Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    static Picture of(BufferedImage image) {
        Picture picture = new Picture(image.getWidth(), image.getHeight());
        image.getRGB(0, 0, picture.width, picture.height, picture.pixels, 0, picture.width);
        for (int i = 0; i < picture.pixels.length; i++) {
            picture.pixels[i] &= 0xFFFFFF;
        }
        return picture;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int at(int x, int y) {
        return pixels[y * width + x];
    }

    void set(int x, int y, int rgb) {
        pixels[y * width + x] = rgb;
    }

    /** Sets the pixel from three channels, each clamped to 0 to 255. */
    void set(int x, int y, double red, double green, double blue) {
        set(x, y, channel(red) << 16 | channel(green) << 8 | channel(blue));
    }

    /** Lays a colour over the pixel; {@code share} is how much of it covers, 0 to 1. */
    void lay(int x, int y, int rgb, double share) {
        int below = at(x, y);
        set(
                x,
                y,
                mix(below >> 16 & 0xFF, rgb >> 16 & 0xFF, share),
                mix(below >> 8 & 0xFF, rgb >> 8 & 0xFF, share),
                mix(below & 0xFF, rgb & 0xFF, share));
    }

    Picture copy() {
        Picture copy = new Picture(width, height);
        System.arraycopy(pixels, 0, copy.pixels, 0, pixels.length);
        return copy;
    }

    /** The same picture as seen in a mirror. */
    Picture mirrored() {
        Picture mirrored = new Picture(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                mirrored.set(width - 1 - x, y, at(x, y));
            }
        }
        return mirrored;
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = image.getRaster();
        raster.setDataElements(0, 0, width, height, pixels);
        return image;
    }

    /** Its brightness; valid until the picture is drawn on. */
    Luma luma() {
        return Luma.ofPackedRgb(width, height, pixels);
    }

    static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static int channel(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
