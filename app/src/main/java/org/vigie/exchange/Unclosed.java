package org.vigie.exchange;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream that others close: a parser that ends must not end what its caller opened. */
final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
        super(in);
    }

    @Override
    public void close() {
        // left to whoever opened it
    }
}
