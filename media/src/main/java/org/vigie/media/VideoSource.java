package org.vigie.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A video to be read in pieces, anywhere. Used by one thread at a time. */
public interface VideoSource {
    /** Its length. */
    long bytes();

    /**
     * Reads a piece.
     *
     * @param offset 0 or more, and not more than {@link #bytes}
     * @param length 1 to that of the array
     * @return how many bytes were read into the beginning of the array; 0 at the end
     */
    int read(long offset, byte[] into, int length) throws IOException;

    /** A video in memory. The array is not copied. */
    static VideoSource of(byte[] video) {
        return new VideoSource() {
            @Override
            public long bytes() {
                return video.length;
            }

            @Override
            public int read(long offset, byte[] into, int length) {
                int there = (int) Math.min(length, video.length - offset);
                System.arraycopy(video, (int) offset, into, 0, there);
                return there;
            }
        };
    }

    /** A video in a file, which is not closed. It keeps the length that it has now. */
    static VideoSource of(FileChannel file) throws IOException {
        long bytes = file.size();
        return new VideoSource() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public int read(long offset, byte[] into, int length) throws IOException {
                return Math.max(0, file.read(ByteBuffer.wrap(into, 0, length), offset));
            }
        };
    }
}
