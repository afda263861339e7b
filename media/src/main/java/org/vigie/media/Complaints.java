package org.vigie.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a decoding process writes beside its answers. It is read all the time: a process that fills the pipe would stop there, and
 * with it its picture. Of a process that does not start the first words are kept, for who runs this machine; once it may have
 * seen a picture everything is dropped unread, since it may say what is in it, and only counted.
 */
final class Complaints {
    private static final int KEPT_BYTES_MAX = 1_000;
    private static final int READ_AT_ONCE = 8_192;
    private static final Duration LAST_WORDS_MAX = Duration.ofSeconds(2);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread reader;
    private boolean isKeeping = true;

    /** Begins to read, until the process is gone. */
    Complaints(InputStream from) {
        reader = Thread.ofPlatform().daemon().name("media-complaints").start(() -> read(from));
    }

    /** How many bytes came so far. */
    long bytes() {
        return bytes.get();
    }

    /** From now on nothing is kept, and what was is forgotten. */
    synchronized void keepNothing() {
        isKeeping = false;
        kept.reset();
    }

    /** The first line of a process that has been killed; empty where it said nothing, or not in time. */
    String firstLine() {
        try {
            reader.join(LAST_WORDS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return kept.toString(StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private void read(InputStream from) {
        byte[] some = new byte[READ_AT_ONCE];
        try (from) {
            for (int count = from.read(some); count >= 0; count = from.read(some)) {
                bytes.addAndGet(count);
                keep(some, count);
            }
        } catch (IOException gone) {
            return; // the process is, and with it what it had to say
        }
    }

    private synchronized void keep(byte[] some, int count) {
        if (isKeeping) {
            kept.write(some, 0, Math.min(count, KEPT_BYTES_MAX - kept.size()));
        }
    }
}
