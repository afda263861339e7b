package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExifOrientationTest {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** A directory of two entries, the second of which is the orientation. */
    private static byte[] tiff(int orientation, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
        bytes.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        bytes.putShort((short) 42).putInt(8).putShort((short) 2);
        bytes.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(640);
        bytes.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        bytes.putShort((short) orientation).putShort((short) 0);
        return bytes.array();
    }

    private static byte[] file(PictureType type, byte[] tiff) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (type) {
            case JPEG -> {
                out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 4, 1, 1});
                int length = 2 + EXIF.length + tiff.length;
                out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) length});
                out.writeBytes(EXIF);
                out.writeBytes(tiff);
                out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 2});
            }
            case PNG -> {
                out.writeBytes(new byte[8]);
                out.writeBytes(ByteBuffer.allocate(12)
                        .putInt(0)
                        .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                        .array());
                out.writeBytes(ByteBuffer.allocate(8)
                        .putInt(tiff.length)
                        .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                        .array());
                out.writeBytes(tiff);
            }
            case WEBP -> {
                out.writeBytes(new byte[12]);
                out.writeBytes(new byte[] {'V', 'P', '8', 'X', 1, 0, 0, 0, 9, 0});
                out.writeBytes(new byte[] {'E', 'X', 'I', 'F', (byte) tiff.length, 0, 0, 0});
                out.writeBytes(tiff);
            }
            default -> out.writeBytes(tiff);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "WEBP", "TIFF"})
    void allEightAreReadInBothByteOrders(PictureType type) {
        for (int orientation = 1; orientation <= 8; orientation++) {
            assertThat(ExifOrientation.of(type, file(type, tiff(orientation, ByteOrder.BIG_ENDIAN))))
                    .isEqualTo(orientation);
            assertThat(ExifOrientation.of(type, file(type, tiff(orientation, ByteOrder.LITTLE_ENDIAN))))
                    .isEqualTo(orientation);
        }
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 0", "JPEG, 9", "PNG, -1", "TIFF, 300"})
    void nonsenseIsAsStored(PictureType type, int orientation) {
        assertThat(ExifOrientation.of(type, file(type, tiff(orientation, ByteOrder.BIG_ENDIAN))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PictureType.class)
    void whateverTheBytesItIsANumber(PictureType type) {
        Random random = new Random(5);
        byte[] good = file(type, tiff(6, ByteOrder.BIG_ENDIAN));
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int change = random.nextInt(4); change > 0 && bad.length > 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            assertThat(ExifOrientation.of(type, bad)).isBetween(1, 8);
        }
    }
}
