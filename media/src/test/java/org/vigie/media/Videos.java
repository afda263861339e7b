package org.vigie.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Benign videos made by a seed: landscapes that follow one another, as JPEG pictures in an AVI file. */
final class Videos {
    private static final int MICROSECONDS = 1_000_000;
    private static final int HAS_INDEX = 0x10;
    private static final int KEY_FRAME = 0x10;

    private Videos() {}

    /** JPEG pictures of one size, a new landscape each. */
    static List<byte[]> pictures(long seed, int frames, int width, int height) {
        return IntStream.range(0, frames)
                .mapToObj(
                        i -> Pictures.jpeg(Pictures.landscape(seed + i, width, height), 0.95f, Pictures.Scans.BASELINE))
                .toList();
    }

    static byte[] avi(List<byte[]> jpegs, int width, int height, int perSecond) {
        List<byte[]> frames = new ArrayList<>();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        int offset = 4;
        for (byte[] jpeg : jpegs) {
            byte[] frame = chunk("00dc", jpeg);
            frames.add(frame);
            index.writeBytes(little(16)
                    .put(ascii("00dc"))
                    .putInt(KEY_FRAME)
                    .putInt(offset)
                    .putInt(jpeg.length)
                    .array());
            offset += frame.length;
        }
        byte[] mainHeader = little(56)
                .putInt(MICROSECONDS / perSecond)
                .putInt(0)
                .putInt(0)
                .putInt(HAS_INDEX)
                .putInt(jpegs.size())
                .putInt(0)
                .putInt(1)
                .putInt(0)
                .putInt(width)
                .putInt(height)
                .array();
        byte[] streamHeader = little(56)
                .put(ascii("vidsMJPG"))
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(1)
                .putInt(perSecond)
                .putInt(0)
                .putInt(jpegs.size())
                .array();
        byte[] format = little(40)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .put(ascii("MJPG"))
                .putInt(width * height * 3)
                .array();
        byte[] stream = list("strl", List.of(chunk("strh", streamHeader), chunk("strf", format)));
        byte[] header = list("hdrl", List.of(chunk("avih", mainHeader), stream));
        byte[] body = joined(List.of(ascii("AVI "), header, list("movi", frames), chunk("idx1", index.toByteArray())));
        return chunk("RIFF", body);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] list(String name, List<byte[]> chunks) {
        List<byte[]> parts = new ArrayList<>(List.of(ascii(name)));
        parts.addAll(chunks);
        return chunk("LIST", joined(parts));
    }

    /** Chunks lie on even places. */
    private static byte[] chunk(String name, byte[] data) {
        return little(8 + data.length + data.length % 2)
                .put(ascii(name))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
