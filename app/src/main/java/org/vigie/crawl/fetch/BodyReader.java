package org.vigie.crawl.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;
import org.vigie.media.Digests;

/**
 * Reads bodies into memory under the limits of their kind. The kind is told from the first bytes, before more is read. Bodies
 * beyond {@link FetchLimits#BIG_BODY_BYTES} take one of a few places, so that many hosts that send the largest allowed picture
 * at once cannot fill the memory.
 */
final class BodyReader {
    private static final int CHUNK = 64 * 1024;

    private final Semaphore bigPlaces;
    private final Semaphore videoPlaces;

    /** With so many places for big bodies, and for big videos beside them. */
    BodyReader(FetchLimits bigBodies, FetchLimits videos) {
        bigPlaces = new Semaphore(bigBodies.value(), true);
        videoPlaces = new Semaphore(videos.value(), true);
    }

    /**
     * Reads one body.
     *
     * @throws BodyRefused where a limit is broken that makes the body useless */
    Body read(WireStream wire, String encoding, String declaredType, BodyRule rule, long nanosLeft) throws IOException {
        Reading reading = new Reading(wire, rule, nanosLeft);
        Body body = null;
        try {
            body = reading.run(encoding, declaredType);
            return body;
        } finally {
            if (body == null) {
                reading.release();
            }
        }
    }

    private final class Reading {
        private final WireStream wire;
        private final BodyRule rule;
        private final long nanosLeft;
        private final List<byte[]> chunks = new ArrayList<>();
        private int length;
        private @Nullable Semaphore place;
        private Body.Kind kindOfPlace = Body.Kind.NONE;
        private boolean endedEarly;

        Reading(WireStream wire, BodyRule rule, long nanosLeft) {
            this.wire = wire;
            this.rule = rule;
            this.nanosLeft = nanosLeft;
        }

        Body run(String encoding, String declaredType) throws IOException {
            byte[] start = new byte[FetchLimits.SNIFF_BYTES.value()];
            Body.Kind kind = Body.Kind.NONE;
            Body.Cut cut = Body.Cut.WHOLE;
            Digests digests = null;
            int sniffed = 0;
            try (InputStream body = Decompression.of(wire, encoding)) {
                sniffed = fill(body, start);
                kind = ContentSniffer.kind(start, sniffed, declaredType);
                if (kind == Body.Kind.NONE && endedEarly) {
                    throw new BodyRefused(FetchFailure.TRUNCATED);
                }
                if (kind == Body.Kind.NONE || !rule.reads(kind)) {
                    return Body.unread(kind, declaredType);
                }
                if (rule.isWhole(kind) && wire.announced() > rule.bytesMax(kind)) {
                    throw new BodyRefused(FetchFailure.TOO_BIG);
                }
                kindOfPlace = kind;
                digests = rule.isWhole(kind) ? new Digests() : null;
                take(start, sniffed, digests);
                cut = endedEarly ? Body.Cut.ENDED_EARLY : readOn(body, rule.bytesMax(kind), digests);
            } catch (EOFException | ConnectionClosedException | TruncatedChunkException e) {
                cut = Body.Cut.ENDED_EARLY;
            } catch (ZipException e) {
                throw new BodyRefused(FetchFailure.BAD_ENCODING);
            }
            return body(kind, cut, declaredType, digests);
        }

        /** A part of a picture or video has hashes that say nothing, so it is refused; a part of a page still has links. */
        private Body body(Body.Kind kind, Body.Cut cut, String declaredType, @Nullable Digests digests)
                throws IOException {
            if (cut != Body.Cut.WHOLE && (rule.isWhole(kind) || kind == Body.Kind.NONE)) {
                throw new BodyRefused(cut == Body.Cut.AT_LIMIT ? FetchFailure.TOO_BIG : FetchFailure.TRUNCATED);
            }
            return new Body(kind, cut, declaredType, joined(), digests == null ? null : digests.exact(), this::release);
        }

        private int fill(InputStream body, byte[] start) throws IOException {
            int filled = 0;
            try {
                while (filled < start.length) {
                    int read = body.read(start, filled, start.length - filled);
                    if (read < 0) {
                        break;
                    }
                    filled += read;
                }
            } catch (EOFException | ConnectionClosedException | TruncatedChunkException e) {
                // Some clients' streams say it once and then pretend that all is well.
                endedEarly = true;
            }
            return filled;
        }

        private Body.Cut readOn(InputStream body, int max, @Nullable Digests digests) throws IOException {
            byte[] buffer = new byte[CHUNK];
            while (true) {
                int read = body.read(buffer, 0, Math.min(buffer.length, max - length + 1));
                if (read < 0) {
                    return Body.Cut.WHOLE;
                }
                if (length + read > max) {
                    take(buffer, max - length, digests);
                    return Body.Cut.AT_LIMIT;
                }
                take(buffer, read, digests);
                checkRatio();
            }
        }

        private void take(byte[] bytes, int count, @Nullable Digests digests) throws IOException {
            if (place == null && length + count > FetchLimits.BIG_BODY_BYTES.value()) {
                takeBigPlace();
            }
            if (digests != null) {
                digests.update(bytes, count);
            }
            chunks.add(Arrays.copyOf(bytes, count));
            length += count;
        }

        private void checkRatio() throws IOException {
            if (length > FetchLimits.BIG_BODY_BYTES.value() && length / FetchLimits.RATIO_MAX.value() > wire.count()) {
                throw new BodyRefused(FetchFailure.BOMB);
            }
        }

        private void takeBigPlace() throws IOException {
            Semaphore places = kindOfPlace == Body.Kind.VIDEO ? videoPlaces : bigPlaces;
            try {
                place = places.tryAcquire(nanosLeft, TimeUnit.NANOSECONDS) ? places : null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BodyRefused(FetchFailure.ABANDONED);
            }
            if (place == null) {
                throw new BodyRefused(FetchFailure.ABANDONED);
            }
        }

        private void release() {
            chunks.clear();
            Semaphore taken = place;
            if (taken != null) {
                place = null;
                taken.release();
            }
        }

        private byte[] joined() {
            byte[] whole = new byte[length];
            int at = 0;
            for (byte[] chunk : chunks) {
                System.arraycopy(chunk, 0, whole, at, chunk.length);
                at += chunk.length;
            }
            chunks.clear();
            return whole;
        }
    }
}
