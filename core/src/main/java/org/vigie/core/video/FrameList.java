package org.vigie.core.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

/**
 * The frames of one video as they are stored, written to files and named.
 *
 * <pre>
 * Text     a line for each frame, in the order of their numbers: {@code frame,quality,hash,seconds} and a line feed, with three
 *          decimals of seconds, as in {@code 12,100,e271…055c,0.400}. vPDQ's program writes files like that.
 * Name     the SHA-256 of that text in ASCII: that of the file, where the file is written just so.
 * Bytes    {@value #FRAME_BYTES} for each frame: number, milliseconds, quality and hash, the greatest byte first.
 * </pre>
 *
 * Times are to the millisecond in all of them.
 */
public final class FrameList {
    /** Bytes of a stored frame. */
    public static final int FRAME_BYTES = Integer.BYTES + Integer.BYTES + 1 + 32;

    private static final int HASH_BYTES = 32;
    private static final double MILLISECONDS = 1_000;
    private static final long THOUSAND = 1_000;

    private FrameList() {}

    /** As they are stored. */
    public static byte[] bytes(List<VideoFrame> frames) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(frames.size(), FRAME_BYTES));
        for (VideoFrame frame : frames) {
            bytes.putInt(frame.frame())
                    .putInt(Math.toIntExact(milliseconds(frame)))
                    .put((byte) frame.quality())
                    .put(frame.pdq().value().bytes());
        }
        return bytes.array();
    }

    /** What was stored. */
    public static List<VideoFrame> read(byte[] stored) {
        List<VideoFrame> frames = new ArrayList<>(stored.length / FRAME_BYTES);
        var bytes = ByteBuffer.wrap(stored);
        while (bytes.remaining() >= FRAME_BYTES) {
            int number = bytes.getInt();
            double seconds = bytes.getInt() / MILLISECONDS;
            int quality = bytes.get();
            var hash = new byte[HASH_BYTES];
            bytes.get(hash);
            frames.add(new VideoFrame(number, Pdq.of(HashValue.of(HashAlgorithm.PDQ, hash)), quality, seconds));
        }
        return frames;
    }

    /** One frame as a line of a file, without its end. */
    public static String line(VideoFrame frame) {
        // put together by hand: the digits of a name are the same in every language
        long milliseconds = milliseconds(frame);
        String decimals = Long.toString(THOUSAND + milliseconds % THOUSAND).substring(1);
        return frame.frame() + "," + frame.quality() + "," + frame.pdq().hex() + "," + milliseconds / THOUSAND + "."
                + decimals;
    }

    /**
     * What a list is named by.
     *
     * @param frames in the order of their numbers
     */
    public static HashValue name(List<VideoFrame> frames) {
        MessageDigest digest = sha256();
        for (VideoFrame frame : frames) {
            digest.update((line(frame) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return HashValue.of(HashAlgorithm.VPDQ, digest.digest());
    }

    private static long milliseconds(VideoFrame frame) {
        return Math.round(frame.seconds() * MILLISECONDS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
