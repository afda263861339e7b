package org.vigie.media.decode;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.vigie.core.hash.Luma;

/**
 * The rows of a decoded picture as luma, from the stored components, as {@link PixelRow} has it: {@code getRGB} would apply
 * colour profiles, pixel by pixel.
 */
final class ImageRows {
    private static final int LARGEST_GREY = 0xffff;

    private ImageRows() {}

    static Luma.Rows of(BufferedImage picture, LinearLight light) {
        ColorModel colours = picture.getColorModel();
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        if (colours instanceof IndexColorModel palette) {
            return ofPalette(raster, palette);
        }
        if (colours.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            return ofInks(raster, light);
        }
        return bands < 3 ? ofGrey(raster, light) : ofColours(raster);
    }

    private static Luma.Rows ofPalette(Raster raster, IndexColorModel palette) {
        float[] lumas = new float[palette.getMapSize()];
        for (int index = 0; index < lumas.length; index++) {
            lumas[index] = PixelRow.luma(palette.getRed(index), palette.getGreen(index), palette.getBlue(index));
        }
        int width = raster.getWidth();
        int[] row = new int[width];
        return (y, into) -> {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                into[x] = row[x] < lumas.length ? lumas[row[x]] : 0;
            }
        };
    }

    private static Luma.Rows ofGrey(Raster raster, LinearLight light) {
        int width = raster.getWidth();
        int[] row = new int[width];
        int largest = Math.min((int) largest(raster, 0), LARGEST_GREY);
        float[] curve = light.curve(largest);
        return (y, into) -> {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                into[x] = curve[Math.clamp(row[x], 0, largest)];
            }
        };
    }

    /** Cyan, magenta, yellow and black: 255 is all ink. */
    private static Luma.Rows ofInks(Raster raster, LinearLight light) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        return (y, into) -> {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0, at = 0; x < width; x++, at += bands) {
                int paper = 255 - row[at + 3];
                into[x] = PixelRow.ofLight(
                        (255 - row[at]) * paper, (255 - row[at + 1]) * paper, (255 - row[at + 2]) * paper, light);
            }
        };
    }

    private static Luma.Rows ofColours(Raster raster) {
        int width = raster.getWidth();
        int[] red = new int[width];
        int[] green = new int[width];
        int[] blue = new int[width];
        float redScale = 255f / largest(raster, 0);
        float greenScale = 255f / largest(raster, 1);
        float blueScale = 255f / largest(raster, 2);
        boolean isPlain = redScale == 1 && greenScale == 1 && blueScale == 1;
        return (y, into) -> {
            raster.getSamples(0, y, width, 1, 0, red);
            raster.getSamples(0, y, width, 1, 1, green);
            raster.getSamples(0, y, width, 1, 2, blue);
            for (int x = 0; x < width; x++) {
                into[x] = isPlain
                        ? PixelRow.luma(red[x], green[x], blue[x])
                        : 0.299f * redScale * red[x] + 0.587f * greenScale * green[x] + 0.114f * blueScale * blue[x];
            }
        };
    }

    /** The greatest value of a band: 255 for 8 bits, 65 535 for 16. */
    private static float largest(Raster raster, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        return (1L << Math.min(bits, 31)) - 1;
    }
}
