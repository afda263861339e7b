package org.vigie.media.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a file asks to be turned for showing: 1 to 8, in the numbers of EXIF; 1, as it is, where it does not say or says
 * nonsense. Hashes are of the stored pixels, as in the reference programs; this is noted beside them.
 *
 * <p>Reads the tag alone: in a JPEG from the segment APP1, in PNG and WebP from their chunks, in a TIFF from its first
 * directory. Nothing here throws, whatever the bytes.
 *
 * <p>Sources: Exif 2.32 (CIPA DC-008), 4.5 and 4.6.4; TIFF 6.0, section 2; PNG third edition, eXIf; RFC 9649, EXIF chunk.
 */
final class ExifOrientation {
    static final int AS_STORED = 1;

    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY = 12;
    private static final int ENTRIES_MAX = 512;
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    private ExifOrientation() {}

    static int of(PictureType type, byte[] bytes) {
        return switch (type) {
            case JPEG -> ofJpeg(bytes);
            case PNG -> ofChunks(bytes, ByteOrder.BIG_ENDIAN, 8, "eXIf");
            case WEBP -> ofChunks(bytes, ByteOrder.LITTLE_ENDIAN, 12, "EXIF");
            case TIFF -> ofTiff(bytes, 0, bytes.length);
            default -> AS_STORED;
        };
    }

    /** Segment by segment up to the first scan. */
    static int ofJpeg(byte[] bytes) {
        int at = 2;
        while (at + 4 <= bytes.length && bytes[at] == (byte) 0xff) {
            int marker = bytes[at + 1] & 0xff;
            int length = (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
            if (marker == START_OF_SCAN || length < 2) {
                return AS_STORED;
            }
            int end = Math.min(bytes.length, at + 2 + length);
            if (marker == APP1 && isExif(bytes, at + 4, end)) {
                return ofTiff(bytes, at + 4 + EXIF.length, end);
            }
            at = at + 2 + length;
        }
        return AS_STORED;
    }

    private static boolean isExif(byte[] bytes, int from, int end) {
        if (end - from < EXIF.length) {
            return false;
        }
        for (int i = 0; i < EXIF.length; i++) {
            if (bytes[from + i] != EXIF[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Chunk by chunk: PNG, big-endian, has length, name, data, checksum; WebP name, length, data, and a byte more after an odd
     * length.
     */
    private static int ofChunks(byte[] bytes, ByteOrder order, int first, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        boolean isPng = order == ByteOrder.BIG_ENDIAN;
        long at = first;
        while (at + 8 <= bytes.length) {
            int start = (int) at;
            long length = buffer.getInt(isPng ? start : start + 4) & 0xffff_ffffL;
            if (name.equals(new String(bytes, isPng ? start + 4 : start, 4, StandardCharsets.ISO_8859_1))) {
                int from = start + 8;
                int end = (int) Math.min(bytes.length, from + length);
                return ofTiff(bytes, isExif(bytes, from, end) ? from + EXIF.length : from, end);
            }
            at += 8 + length + (isPng ? 4 : length & 1);
        }
        return AS_STORED;
    }

    /** The first directory of a TIFF that lies between two places. */
    private static int ofTiff(byte[] bytes, int from, int end) {
        if (end - from < 8) {
            return AS_STORED;
        }
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, end - from).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xffff_ffffL;
        if (directory + 2 > tiff.limit()) {
            return AS_STORED;
        }
        int count = Math.min(ENTRIES_MAX, tiff.getShort((int) directory) & 0xffff);
        for (int entry = 0; entry < count; entry++) {
            int at = (int) directory + 2 + entry * ENTRY;
            if (at + ENTRY > tiff.limit()) {
                return AS_STORED;
            }
            if ((tiff.getShort(at) & 0xffff) == TAG && tiff.getShort(at + 2) == TYPE_SHORT) {
                int value = tiff.getShort(at + 8);
                return value >= 1 && value <= 8 ? value : AS_STORED;
            }
        }
        return AS_STORED;
    }
}
