package org.vigie.media.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a WebP file says of itself before anything is decoded: its sides, and where its first picture is. FFmpeg decodes still
 * files only; the first frame of an animated one is made a file of its own, from chunks that are copied as they are.
 *
 * <p>Source: RFC 9649, 2.3 to 2.7.
 *
 * @param width of the canvas, or of the picture where there is no canvas
 * @param height likewise
 * @param still a file with one picture
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record WebpFile(int width, int height, byte[] still) {
    private static final int HEADER = 12;
    private static final int CHUNK = 8;

    /** Before the chunks of a frame: place, sides, duration, flags. */
    private static final int FRAME_HEADER = 16;

    /** What is left of a chunk. */
    private record Chunk(String name, int from, int length, int end) {}

    /** @throws PictureFault {@link Fault#TRUNCATED} where the file says that it is longer; {@link Fault#CORRUPT} */
    static WebpFile of(byte[] bytes) throws PictureFault {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER + CHUNK) {
            throw new PictureFault(Fault.TRUNCATED);
        }
        if ((buffer.getInt(4) & 0xffff_ffffL) + CHUNK > bytes.length + 1L) {
            throw new PictureFault(Fault.TRUNCATED);
        }
        Chunk chunk = chunk(buffer, HEADER, bytes.length);
        if (!chunk.name().equals("VP8X")) {
            return ofPicture(buffer, chunk, bytes);
        }
        if (chunk.length() < 10) {
            throw new PictureFault(Fault.CORRUPT);
        }
        int width = 1 + triple(buffer, chunk.from() + 4);
        int height = 1 + triple(buffer, chunk.from() + 7);
        while (chunk.end() + CHUNK <= bytes.length) {
            chunk = chunk(buffer, chunk.end(), bytes.length);
            switch (chunk.name()) {
                case "VP8 ", "VP8L" -> {
                    return new WebpFile(width, height, bytes);
                }
                case "ANMF" -> {
                    return new WebpFile(width, height, firstFrame(bytes, chunk));
                }
                default -> {}
            }
        }
        throw new PictureFault(Fault.TRUNCATED);
    }

    private static WebpFile ofPicture(ByteBuffer buffer, Chunk chunk, byte[] bytes) throws PictureFault {
        if (chunk.length() < 10) {
            throw new PictureFault(Fault.TRUNCATED);
        }
        if (chunk.name().equals("VP8L")) {
            int sides = buffer.getInt(chunk.from() + 1);
            return new WebpFile(1 + (sides & 0x3fff), 1 + (sides >>> 14 & 0x3fff), bytes);
        }
        if (chunk.name().equals("VP8 ")) {
            int width = buffer.getShort(chunk.from() + 6) & 0x3fff;
            int height = buffer.getShort(chunk.from() + 8) & 0x3fff;
            return new WebpFile(width, height, bytes);
        }
        throw new PictureFault(Fault.CORRUPT);
    }

    private static byte[] firstFrame(byte[] bytes, Chunk frame) throws PictureFault {
        if (frame.length() < FRAME_HEADER) {
            throw new PictureFault(Fault.CORRUPT);
        }
        int from = frame.from() + FRAME_HEADER;
        int length = frame.length() - FRAME_HEADER;
        ByteArrayOutputStream file = new ByteArrayOutputStream(HEADER + length);
        file.writeBytes(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .array());
        file.write(bytes, from, length);
        return file.toByteArray();
    }

    /** @throws PictureFault {@link Fault#TRUNCATED} where the chunk goes on after the end of the file */
    private static Chunk chunk(ByteBuffer buffer, int at, int limit) throws PictureFault {
        byte[] name = new byte[4];
        buffer.get(at, name);
        long length = buffer.getInt(at + 4) & 0xffff_ffffL;
        if (at + CHUNK + length > limit) {
            throw new PictureFault(Fault.TRUNCATED);
        }
        int end = (int) Math.min(limit, at + CHUNK + length + (length & 1));
        return new Chunk(new String(name, StandardCharsets.ISO_8859_1), at + CHUNK, (int) length, end);
    }

    private static int triple(ByteBuffer buffer, int at) {
        return (buffer.get(at) & 0xff) | (buffer.get(at + 1) & 0xff) << 8 | (buffer.get(at + 2) & 0xff) << 16;
    }
}
