package org.vigie.media;

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
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Benign pictures made by a seed: a sky, some hills, a few shapes, a little noise; and files that lie about themselves. */
final class Pictures {
    /** One transparent pixel: no writer of WebP is at hand, and this is small enough to be written out. */
    static final byte[] WEBP = java.util.Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    /** A small landscape of our own, encoded once by libwebp. */
    static final byte[] WEBP_LOSSY = java.util.Base64.getMimeDecoder().decode("""
            UklGRvYAAABXRUJQVlA4IOoAAACQBgCdASowACAAPrVOnUsnJCKhqrgN+OAWiWwAnTlBUv5tzurWYp2Dk0U3Ty1YQoYz7bV3r7ScdPh1PhPgAP
            7kWCbl1ZDDmMc5rU1IDYBslHBQCrzvps8f+GPWAi7d2aau2tlVwHB6MzsyMV8abcbuZIWC53HjmkqXtqPMdkCyjgKM+m8vZjbipm3+CSBUwjnl
            6Vc+vArHmNoQJMN3VynMGoq2ih7ukCUUPPByFX2jplZrf8Y5k/v9y1YGZsjefFjDsC08Us0HIQhX5cP//rJYjr5bXlbioJYVBImtaikj2O+Anq
            /2elMAAAA=""");

    /** The same without loss. */
    static final byte[] WEBP_LOSSLESS = java.util.Base64.getMimeDecoder().decode("""
            UklGRrwAAABXRUJQVlA4TK8AAAAvL8AHAL+Apm0jsTjkh/N+deYngahtGwEdjsEdDuekeyCOJEORSlJmnhp3808wSVNtx9z9NBBQAwoAUcB/Aa
            E35qc3ZTfAkRtJijTMtFDZ/3/rVMOEdu8R/Z+AL/6Df+Nf+At/IsP99A9i8A93J0Z2dwOG6OauxMjqLsTI4s5IZ/Yn/Igf8D2+w7d3y20fbRor
            25S3B2tfuU9YVVWV8h8xU8lHVPYJ0UQTTTT9Ov0zAA==""");

    /** The same by libaom, as AVIF. */
    static final byte[] AVIF = java.util.Base64.getMimeDecoder().decode("""
            AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aW
            YAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAALYAAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29s
            b3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAADAAAAAgAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNseAABAA
            0ABoAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAAL5tZGF0EgAKCTgVL/sICGg0gDKmAUWQAYYYYUDrUUADfgkLDI+uEkjCQwe6a9LfEK/7+XWk
            Ty5mAIFcbwriqOLUrQC4ckjbkVYolkNAQSyUUewddP6wB/8Y5a/S7Mc5Jq20j8s8s7hY97L77m7Sh+25VGge8p1ER4QkzVKT8u1tr3tIDP2ssQ
            rfIUku/bXFrrmimRFmlvOCyXdwI8eyhYsBtTgJGgVnfZN9y2X+o7mMOiG/COZfeCJ5O3w=""");

    /** The same as HEIC. */
    static final byte[] HEIC = java.util.Base64.getMimeDecoder().decode("""
            AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA
            AAAAACAAAAEGlkYXQAAAAAADAAIAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAtAACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlp
            bmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAA
            AAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAA
            AwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAMAAAACAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbW
            EAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAALxtZGF0AAAAsCgBr1iqJdgoW8Q320QHKyXpxwsZ+I6YLI4m
            srNmezrcG+T76lJ8KsK4/2wapP+6z+TS5f3nmusygxo67d6OXrSduDuF5K/FGWYJgSgdBo8EQzBvqe7Zqk3Qh89yN7ONruea0pM4K4JTbrFP3O
            egrF4yUmrPeL46wsKQv56Q03aLAwuuCRXKeEwgg0RNVIhYfdiXid+jD0jwjjL2NUPH6c7LJ64KaA9V2EgDi7epvQhw""");

    private Pictures() {
        ImageIO.setUseCache(false);
    }

    static BufferedImage landscape(long seed, int width, int height) {
        return landscape(seed, width, height, BufferedImage.TYPE_INT_RGB);
    }

    static BufferedImage landscape(long seed, int width, int height, int type) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, colour(random), width / 3f, height, colour(random)));
        pen.fillRect(0, 0, width, height);
        for (int shape = 0; shape < 24; shape++) {
            pen.setColor(colour(random));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int size = 1 + random.nextInt(Math.max(1, width / 4));
            switch (shape % 3) {
                case 0 -> pen.fillOval(x, y, size, size / 2 + 1);
                case 1 -> pen.fillRect(x, y, size / 2 + 1, size);
                default -> pen.drawLine(x, y, x + size, y - size);
            }
        }
        pen.dispose();
        return picture;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(0x1000000));
    }

    static byte[] encode(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    enum Scans {
        BASELINE,
        PROGRESSIVE
    }

    static byte[] jpeg(BufferedImage picture, float quality, Scans scans) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            how.setProgressiveMode(
                    scans == Scans.PROGRESSIVE ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] jpeg(long seed, int width, int height) {
        return jpeg(landscape(seed, width, height), 0.85f, Scans.BASELINE);
    }

    /** A JPEG with that EXIF orientation, 1 to 8. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 8 + 2 + 12 + 4);
        segment.putShort((short) 0xffe1).putShort((short) (segment.capacity() - 2));
        segment.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(8);
        segment.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        segment.putShort((short) orientation);
        return ByteBuffer.allocate(jpeg.length + segment.capacity())
                .put(jpeg, 0, 2)
                .put(segment.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A black PNG, one bit a pixel, whose data are all there: a few kilobytes for a square of 20 000. */
    static byte[] blackPng(int width, int height) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[1 + (width + 7) / 8];
        byte[] chunk = new byte[1 << 16];
        for (int y = 0; y < height; y++) {
            deflater.setInput(row);
            for (int count = deflater.deflate(chunk); count > 0; count = deflater.deflate(chunk)) {
                data.write(chunk, 0, count);
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            data.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return png(width, height, 1, data.toByteArray());
    }

    /** A PNG whose header names those sides and whose data end at once. */
    static byte[] headerOnlyPng(int width, int height) {
        return png(width, height, 8, new byte[] {0x78, (byte) 0x9c, 0x03, 0, 0, 0, 0, 1});
    }

    private static byte[] png(int width, int height, int bits, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits);
        out.writeBytes(chunk("IHDR", header.array()));
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

    /** The bytes with a few changes: flips, a cut, a doubled or a zeroed stretch. */
    static byte[] mutated(byte[] bytes, long seed) {
        Random random = new Random(seed);
        byte[] mutant = bytes.clone();
        int changes = 1 + random.nextInt(8);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(mutant.length);
            int length = Math.min(mutant.length - at, 1 + random.nextInt(16));
            switch (random.nextInt(5)) {
                case 0, 1 -> mutant[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(mutant, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
                case 3 -> System.arraycopy(mutant, random.nextInt(mutant.length - length + 1), mutant, at, length);
                default -> mutant = random.nextInt(8) == 0 ? Arrays.copyOf(mutant, Math.max(1, at)) : mutant;
            }
        }
        return mutant;
    }
}
