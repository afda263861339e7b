package org.vigie.crawl.fetch;

import java.io.IOException;

/** A kept connection on which no further request must be made. Nothing was sent. */
final class SpentConnection extends IOException {
    private static final long serialVersionUID = 1L;

    SpentConnection() {
        super("closed, or with bytes that nobody asked for");
    }
}
