package org.vigie.crawl.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts a body as it comes over the wire, before any decompression, and gives up on one that comes too slowly. */
final class WireStream extends FilterInputStream {
    private final long announced;
    private final long limit;
    private final Duration grace;
    private final LongSupplier nanos;
    private final long begin;
    private long count;
    private boolean ended;

    /** Over a body that is said to have so many bytes; negative where nothing is said. */
    WireStream(InputStream in, long announced, long limit, Duration grace, LongSupplier nanos) {
        super(in);
        this.announced = announced;
        this.limit = limit;
        this.grace = grace;
        this.nanos = nanos;
        begin = nanos.getAsLong();
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    /** How long the body is said to be; negative where nothing is said. */
    long announced() {
        return announced;
    }

    /** Whether nothing is left of it; an end that came too early does not count. */
    boolean isAtEnd() {
        return ended || count == announced;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            count += read;
            check();
        }
        ended |= read < 0;
        return read;
    }

    private void check() throws IOException {
        if (count > limit) {
            throw new BodyRefused(FetchFailure.TOO_BIG);
        }
        long elapsed = nanos.getAsLong() - begin;
        if (elapsed > grace.toNanos()
                && count
                        < FetchLimits.RATE_MIN.value()
                                * (elapsed / (double) Duration.ofSeconds(1).toNanos())) {
            throw new BodyRefused(FetchFailure.TOO_SLOW);
        }
    }

    /** Never closes what is below: closing there would read an endless body to its end. */
    @Override
    public void close() {}
}
