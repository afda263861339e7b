package org.vigie.crawl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.HashValue;
import org.vigie.media.Hashed;
import org.vigie.media.Hashing;
import org.vigie.media.MediaHasher;
import org.vigie.media.SandboxLevel;
import org.vigie.media.Undecodable;
import org.vigie.media.UndecodableReason;

/** Hashes pictures in the sandbox, few at a time, and none twice. */
@Component
class Decoding {
    /** Reasons that say something about us and nothing about the picture. */
    static final List<String> OWN_FAILURES = Stream.of(UndecodableReason.values())
            .filter(reason -> !isOfTheFile(reason))
            .map(UndecodableReason::name)
            .toList();

    private final KnownHashes known;
    private final ObjectProvider<MediaHasher> hasher;
    private final CrawlSettings settings;
    private final Semaphore slots;
    private final int waitingMax;
    private final AtomicInteger waiting = new AtomicInteger();
    /** Null until the first picture: the sandbox is probed no earlier. */
    private volatile @Nullable SandboxLevel sandbox;

    Decoding(KnownHashes known, ObjectProvider<MediaHasher> hasher, CrawlSettings settings) {
        this.known = known;
        this.hasher = hasher;
        this.settings = settings;
        slots = new Semaphore(settings.decoders(), true);
        waitingMax = 2 * settings.decoders();
    }

    /** Whether more should be fetched: pictures wait in memory for their turn, so few may. */
    boolean hasRoom() {
        return waiting.get() < waitingMax;
    }

    /** How it stands, for people. */
    Slots slots() {
        int all = settings.decoders();
        return new Slots(all - Math.min(all, slots.availablePermits()), all, sandbox);
    }

    /**
     * Decoders.
     *
     * @param inUse at this moment
     * @param sandbox how well they are confined; null until it was probed for the first picture
     */
    record Slots(int inUse, int all, @Nullable SandboxLevel sandbox) {}

    /**
     * What is known of the bytes, or found out now.
     *
     * @param host that they came from: a decoding process sees the pictures of one host only
     */
    KnownHashes.Known hash(HashValue sha256, byte[] bytes, HostKey host) {
        // What we once failed at is tried anew.
        Optional<KnownHashes.Known> before = known.find(sha256).filter(Decoding::isFinal);
        return before.orElseGet(() -> decode(opened().forSource(host.toString()), bytes));
    }

    /** Found out anew, by a process that has seen nothing else. */
    KnownHashes.Known hashAfresh(byte[] bytes) {
        return decode(opened().fresh(), bytes);
    }

    /** Whether the same would be found out the next time; otherwise the decoding failed on our side. */
    static boolean isFinal(KnownHashes.Known hashes) {
        String problem = hashes.undecodable();
        return problem == null || isOfTheFile(UndecodableReason.valueOf(problem));
    }

    private static boolean isOfTheFile(UndecodableReason problem) {
        return switch (problem) {
            case NOT_A_PICTURE, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_MANY_BYTES, UNSUPPORTED_FORMAT -> true;
            case NOT_A_VIDEO, TOO_LONG, TOO_MANY_FRAMES -> true;
            case TIMED_OUT, OUT_OF_MEMORY, WORKER_CRASHED, SANDBOX_UNAVAILABLE -> false;
        };
    }

    private MediaHasher opened() {
        MediaHasher opened = hasher.getObject();
        sandbox = opened.sandbox().level();
        return opened;
    }

    private KnownHashes.Known decode(MediaHasher worker, byte[] bytes) {
        waiting.incrementAndGet();
        slots.acquireUninterruptibly();
        try {
            Hashing hashing = worker.hash(bytes);
            return new KnownHashes.Known(hashing.hashes(), problem(hashing));
        } finally {
            slots.release();
            waiting.decrementAndGet();
        }
    }

    private static @Nullable String problem(Hashing hashing) {
        return switch (hashing) {
            case Hashed ignored -> null;
            case Undecodable not -> not.reasonCode();
        };
    }
}
