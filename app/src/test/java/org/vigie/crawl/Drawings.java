package org.vigie.crawl;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Benign pictures made by a seed, and files that lie about themselves. */
final class Drawings {
    private Drawings() {}

    /** A sky with some shapes. */
    static byte[] landscape(long seed, String format) {
        ImageIO.setUseCache(false);
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(random.nextInt(1 << 24)), 320, 240, Color.WHITE));
        pen.fillRect(0, 0, 320, 240);
        for (int shape = 0; shape < 20; shape++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            pen.fillOval(random.nextInt(300), random.nextInt(200), 10 + random.nextInt(80), 10 + random.nextInt(60));
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The first half of a JPEG. */
    static byte[] half(long seed) {
        byte[] whole = landscape(seed, "jpeg");
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A PNG whose header is good and whose data is noise. */
    static byte[] noise(long seed) {
        byte[] data = new byte[2_000];
        new Random(seed).nextBytes(data);
        return png(100, 100, data);
    }

    /** A PNG that says it has those sides, and has next to no data. */
    static byte[] headerOnly(int width, int height) {
        return png(width, height, new byte[] {0x78, (byte) 0x9c, 0x03, 0, 0, 0, 0, 1});
    }

    private static byte[] png(int width, int height, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .array();
        out.writeBytes(chunk("IHDR", header));
        out.writeBytes(chunk("IDAT", data));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(data.length)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }
}
