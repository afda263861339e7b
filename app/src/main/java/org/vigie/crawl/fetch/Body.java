package org.vigie.crawl.fetch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What was read of an answer, decompressed. Lives in memory only, until it is closed. */
public final class Body implements AutoCloseable {
    /** What a body is, by its first bytes, and by what it claims to be where these say nothing. */
    public enum Kind {
        NONE,
        PAGE,
        PICTURE,
        /** Plain text, as robots.txt is. */
        TEXT,
        /** Not read. */
        OTHER
    }

    /** Whether a body is whole. */
    public enum Cut {
        WHOLE,
        /** It goes on beyond the limit. */
        AT_LIMIT,
        /** The server ended it before its announced end. */
        ENDED_EARLY
    }

    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final Cut cut;
    private final String declaredType;
    private final @Nullable Digests digests;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile byte[] bytes;

    Body(Kind kind, Cut cut, String declaredType, byte[] bytes, @Nullable Digests digests, Runnable release) {
        this.kind = kind;
        this.cut = cut;
        this.declaredType = declaredType;
        this.bytes = bytes;
        this.digests = digests;
        this.release = release;
    }

    static Body unread(Kind kind, String declaredType) {
        return new Body(kind, Cut.WHOLE, declaredType, NOTHING, null, () -> {});
    }

    public Kind kind() {
        return kind;
    }

    public Cut cut() {
        return cut;
    }

    /** The header Content-Type as sent; may be empty. */
    public String declaredType() {
        return declaredType;
    }

    /** The bytes themselves, not a copy; none after {@link #close}. */
    public byte[] bytes() {
        return bytes;
    }

    /** The exact hashes, for pictures that are whole. */
    public Optional<Digests> digests() {
        return Optional.ofNullable(digests);
    }

    @Override
    public void close() {
        bytes = NOTHING;
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
