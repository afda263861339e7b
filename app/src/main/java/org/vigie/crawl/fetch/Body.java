package org.vigie.crawl.fetch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;

/** What was read of an answer, decompressed. Lives in memory only, until it is closed. */
public final class Body implements AutoCloseable {
    /** What a body is, by its first bytes, and by what it claims to be where these say nothing. */
    public enum Kind {
        NONE,
        PAGE,
        PICTURE,
        VIDEO,
        /** Plain text, as robots.txt is. */
        TEXT,
        /** Not read. */
        OTHER;

        /** Whether a part of it is of no use, and its hashes are wanted. */
        public boolean isMedia() {
            return this == PICTURE || this == VIDEO;
        }
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
    private final @Nullable MediaHashes exact;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile byte[] bytes;

    Body(Kind kind, Cut cut, String declaredType, byte[] bytes, @Nullable MediaHashes exact, Runnable release) {
        this.kind = kind;
        this.cut = cut;
        this.declaredType = declaredType;
        this.bytes = bytes;
        this.exact = exact;
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

    /** The exact hashes of a picture or video, and of a file that was asked for as one; it is whole. Computed as it came. */
    public Optional<MediaHashes> exact() {
        return Optional.ofNullable(exact);
    }

    @Override
    public void close() {
        bytes = NOTHING;
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
