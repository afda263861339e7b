package org.vigie.media.decode;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory as the readers of ImageIO want them, followed by a few that the file should have ended with. */
final class PictureStream extends ImageInputStreamImpl {
    private final byte[] bytes;
    private final byte[] ending;

    PictureStream(byte[] bytes, byte[] ending) {
        this.bytes = bytes;
        this.ending = ending;
    }

    @Override
    public long length() {
        return (long) bytes.length + ending.length;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        int at = (int) streamPos++;
        return (at < bytes.length ? bytes[at] : ending[at - bytes.length]) & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= length()) {
            return -1;
        }
        int at = (int) streamPos;
        boolean inBytes = at < bytes.length;
        byte[] from = inBytes ? bytes : ending;
        int start = inBytes ? at : at - bytes.length;
        int count = Math.min(length, from.length - start);
        System.arraycopy(from, start, into, offset, count);
        streamPos += count;
        return count;
    }
}
