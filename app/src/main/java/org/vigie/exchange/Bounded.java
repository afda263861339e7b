package org.vigie.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it is longer than it may be. */
final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long bytesMax) {
        super(in);
        left = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int bytes = super.read(to, offset, length);
        count(Math.max(bytes, 0));
        return bytes;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new ExchangeFailed("ANSWER_TOO_LONG");
        }
    }
}
