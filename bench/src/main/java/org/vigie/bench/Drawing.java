package org.vigie.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Hills under a sky, with grain, as JPEG of the size and about the weight of a photograph. */
final class Drawing {
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;
    private static final float QUALITY = 0.85f;
    private static final int RIDGES = 6;
    private static final int GRAIN = 9;

    private Drawing() {}

    /** So many pictures, the same ones each time. */
    static List<byte[]> jpegs(int count) {
        List<byte[]> files = new ArrayList<>();
        for (int picture = 0; picture < count; picture++) {
            files.add(jpeg(landscape(new SplittableRandom(picture)), QUALITY));
        }
        return files;
    }

    private static BufferedImage landscape(SplittableRandom random) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        double[] phases = random.doubles(2 * RIDGES, 0, 2 * Math.PI).toArray();
        int[] colours = random.ints(RIDGES + 1, 0, 0x1000000).toArray();
        for (int x = 0; x < WIDTH; x++) {
            int[] tops = tops(phases, (double) x / WIDTH);
            for (int y = 0; y < HEIGHT; y++) {
                int hill = 0;
                while (hill < RIDGES && y >= tops[hill]) {
                    hill++;
                }
                pixels[y * WIDTH + x] = grained(colours[hill], y, random);
            }
        }
        return picture;
    }

    private static int[] tops(double[] phases, double x) {
        int[] tops = new int[RIDGES];
        for (int hill = 0; hill < RIDGES; hill++) {
            double wave = Math.sin((hill + 2) * 2 * x + phases[2 * hill])
                    + 0.3 * Math.sin((hill + 3) * 11 * x + phases[2 * hill + 1])
                    + 0.05 * Math.sin((hill + 5) * 90 * x);
            tops[hill] = (int) (HEIGHT * (0.2 + 0.13 * hill + 0.08 * wave));
        }
        return tops;
    }

    private static int grained(int colour, int y, SplittableRandom random) {
        int light = random.nextInt(GRAIN) - GRAIN / 2 + 40 * y / HEIGHT - 20;
        int red = Math.clamp((colour >> 16 & 0xff) + light, 0, 255);
        int green = Math.clamp((colour >> 8 & 0xff) + light, 0, 255);
        int blue = Math.clamp((colour & 0xff) + light, 0, 255);
        return red << 16 | green << 8 | blue;
    }

    /** @param quality 0 to 1 */
    static byte[] jpeg(BufferedImage picture, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
