package org.vigie.crawl.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Undoes Content-Encoding for the two that are offered, gzip and deflate. */
final class Decompression {
    /** What every request offers. */
    static final String OFFER = "gzip, deflate";

    private static final int BUFFER = 8 * 1024;
    private static final int ZLIB_METHOD = 8;
    private static final int ZLIB_CHECK = 31;

    private Decompression() {}

    /**
     * Unwraps a body.
     *
     * @param header Content-Encoding as sent; may be empty
     * @throws BodyRefused for others than the two, and for more layers than are allowed
     */
    static InputStream of(InputStream wire, String header) throws IOException {
        List<String> layers = new ArrayList<>();
        for (String layer : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = layer.strip();
            if (!name.isEmpty() && !name.equals("identity")) {
                layers.add(name);
            }
        }
        if (layers.size() > FetchLimits.ENCODINGS_MAX.value()) {
            throw new BodyRefused(FetchFailure.BAD_ENCODING);
        }
        Collections.reverse(layers);
        InputStream body = wire;
        for (String layer : layers) {
            body = switch (layer) {
                case "gzip", "x-gzip" -> new Members(body);
                case "deflate" -> inflating(body);
                default -> throw new BodyRefused(FetchFailure.BAD_ENCODING);
            };
        }
        return body;
    }

    /** The standard means the zlib format; some servers send the bare one. */
    private static InputStream inflating(InputStream body) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(body, 2);
        byte[] start = peeked.readNBytes(2);
        peeked.unread(start);
        boolean zlib = start.length == 2
                && (start[0] & 0x0F) == ZLIB_METHOD
                && (((start[0] & 0xFF) << Byte.SIZE) | (start[1] & 0xFF)) % ZLIB_CHECK == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(peeked, inflater, BUFFER) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }

    /**
     * The JDK's reader calls itself for each member of a file of several, so that many empty ones in a row would use up the stack.
     */
    private static final class Members extends GZIPInputStream {
        private int depth;

        Members(InputStream body) throws IOException {
            super(body, BUFFER);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (depth >= FetchLimits.EMPTY_MEMBERS_MAX.value()) {
                throw new ZipException("empty members without end");
            }
            depth++;
            try {
                return super.read(bytes, offset, length);
            } finally {
                depth--;
            }
        }
    }
}
