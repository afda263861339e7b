package org.vigie.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;

/** Hashes of real pictures for a skewed list: read from a file, or computed from a folder's pictures and edits of them. */
final class Photographs {
    private static final float[] QUALITIES = {0.75f, 0.5f, 0.25f};
    private static final float[] SHADES = {0.75f, 1.25f};
    private static final double[] SIZES = {0.5, 0.2};
    private static final double[] CROPPED = {0.02, 0.06};
    private static final int BLURRED = 9;
    private static final double TILT_RADIANS = Math.toRadians(3);

    private Photographs() {}

    /**
     * @param source a file of which each line begins with 64 hexadecimal digits, or a folder of pictures that Java reads
     * @throws IOException also when there is no hash in it
     */
    static List<Pdq> hashes(Path source) throws IOException {
        List<Pdq> hashes = Files.isDirectory(source) ? computed(source) : listed(source);
        if (hashes.isEmpty()) {
            throw new IOException("no hashes and no pictures in " + source);
        }
        return hashes;
    }

    private static List<Pdq> listed(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[0-9a-f]{64}.*"))
                .map(line -> Pdq.parse(line.substring(0, 64)))
                .toList();
    }

    private static List<Pdq> computed(Path folder) throws IOException {
        List<Pdq> hashes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                BufferedImage picture = read(file);
                if (picture != null) {
                    for (BufferedImage version : versions(picture)) {
                        hashes.add(hash(version));
                    }
                }
            }
        }
        return hashes;
    }

    /** Null for what is not a picture, or is one of a sort that Java does not read. */
    private static @Nullable BufferedImage read(Path file) throws IOException {
        try {
            BufferedImage any = ImageIO.read(file.toFile());
            return any == null ? null : drawn(any, any.getWidth(), any.getHeight(), new AffineTransform());
        } catch (IIOException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** The picture, and what people do to pictures: saved again, smaller, darker, lighter, blurred, cropped, tilted, mirrored. */
    private static List<BufferedImage> versions(BufferedImage picture) throws IOException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        List<BufferedImage> versions = new ArrayList<>(List.of(picture));
        for (float quality : QUALITIES) {
            versions.add(ImageIO.read(new ByteArrayInputStream(Drawing.jpeg(picture, quality))));
        }
        for (double size : SIZES) {
            versions.add(drawn(
                    picture,
                    (int) Math.ceil(width * size),
                    (int) Math.ceil(height * size),
                    AffineTransform.getScaleInstance(size, size)));
        }
        for (float shade : SHADES) {
            versions.add(new RescaleOp(shade, 0, null).filter(picture, null));
        }
        float[] even = new float[BLURRED * BLURRED];
        Arrays.fill(even, 1f / even.length);
        versions.add(
                new ConvolveOp(new Kernel(BLURRED, BLURRED, even), ConvolveOp.EDGE_NO_OP, null).filter(picture, null));
        for (double share : CROPPED) {
            int left = (int) (width * share);
            int top = (int) (height * share);
            versions.add(drawn(
                    picture, width - 2 * left, height - 2 * top, AffineTransform.getTranslateInstance(-left, -top)));
        }
        versions.add(drawn(
                picture, width, height, AffineTransform.getRotateInstance(TILT_RADIANS, width / 2.0, height / 2.0)));
        versions.add(drawn(picture, width, height, new AffineTransform(-1, 0, 0, 1, width, 0)));
        return versions;
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height, AffineTransform how) {
        BufferedImage drawn = new BufferedImage(Math.max(1, width), Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, how, null);
        pen.dispose();
        return drawn;
    }

    private static Pdq hash(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        return PdqHasher.hash(Luma.ofPackedRgb(width, height, picture.getRGB(0, 0, width, height, null, 0, width)))
                .hash();
    }
}
