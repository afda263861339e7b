package org.vigie.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.fetch.Body;
import org.vigie.media.Hashed;
import org.vigie.media.HashedVideo;
import org.vigie.media.MediaHasher;
import org.vigie.media.SandboxLevel;
import org.vigie.media.Undecodable;
import org.vigie.media.UndecodableReason;
import org.vigie.media.UndecodableVideo;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoHashing;
import org.vigie.media.VideoSource;
import org.vigie.media.decode.DecodeMode;

/** Hashes pictures and videos in the sandbox, few at a time, and none twice. */
@Component
class Decoding {
    /** Reasons that say something about us and nothing about the picture. */
    static final List<String> OWN_FAILURES = Stream.of(UndecodableReason.values())
            .filter(reason -> !isOfTheFile(reason))
            .map(UndecodableReason::name)
            .toList();

    private final KnownHashes known;
    private final ObjectProvider<MediaHasher> hasher;
    private final ObjectProvider<VideoHasher> videos;
    private final CrawlSettings settings;
    private final Semaphore slots;
    private final int waitingMax;
    private final AtomicInteger waiting = new AtomicInteger();
    /** Null until it was probed, which takes a moment. */
    private volatile @Nullable SandboxLevel sandbox;

    Decoding(
            KnownHashes known,
            ObjectProvider<MediaHasher> hasher,
            ObjectProvider<VideoHasher> videos,
            CrawlSettings settings) {
        this.known = known;
        this.hasher = hasher;
        this.videos = videos;
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
     * @param sandbox how well they are confined; null until it was probed
     */
    record Slots(int inUse, int all, @Nullable SandboxLevel sandbox) {}

    /**
     * What is known of a body, or found out now.
     *
     * @param body a picture or a video
     * @param host that it came from: a decoding process sees the pictures of one host only, and one video
     */
    KnownHashes.Known hash(Body body, HostKey host) {
        MediaHashes exact = body.exact().orElseThrow();
        // What we once failed at is tried anew.
        Optional<KnownHashes.Known> before =
                known.find(exact.sha256(), settings.mode()).filter(Decoding::isFinal);
        return before.orElseGet(() -> body.kind() == Body.Kind.VIDEO
                ? decodeVideo(body.bytes(), exact)
                : decode(opened().forSource(host.toString()).in(settings.mode()), body.bytes(), exact));
    }

    /** Found out anew, by a process that has seen nothing else, and as exactly as the lists are made. */
    KnownHashes.Known hashAfresh(Body body) {
        MediaHashes exact = body.exact().orElseThrow();
        return body.kind() == Body.Kind.VIDEO
                ? decodeVideo(body.bytes(), exact)
                : decode(opened().fresh().in(settings.confirmingMode()), body.bytes(), exact);
    }

    /**
     * Whether the same would be found out the next time; otherwise the decoding failed on our side. Of a video of which some was
     * hashed no more would be: it is the limits that end it.
     */
    static boolean isFinal(KnownHashes.Known hashes) {
        String problem = hashes.undecodable();
        return problem == null || !hashes.frames().isEmpty() || isOfTheFile(UndecodableReason.valueOf(problem));
    }

    private static boolean isOfTheFile(UndecodableReason problem) {
        return switch (problem) {
            case NOT_A_PICTURE, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_MANY_BYTES, UNSUPPORTED_FORMAT -> true;
            case NOT_A_VIDEO, TOO_LONG, TOO_MANY_FRAMES -> true;
            case TIMED_OUT, OUT_OF_MEMORY, WORKER_CRASHED, SANDBOX_UNAVAILABLE -> false;
        };
    }

    /** How well decoding is confined; tries it where nobody has. */
    SandboxLevel probed() {
        return opened().sandbox().level();
    }

    private MediaHasher opened() {
        MediaHasher opened = hasher.getObject();
        sandbox = opened.sandbox().level();
        return opened;
    }

    private KnownHashes.Known decode(MediaHasher worker, byte[] bytes, MediaHashes exact) {
        return inSlot(() -> switch (worker.hash(bytes, exact)) {
            case Hashed hashed ->
                new KnownHashes.Known(
                        hashed.hashes(),
                        null,
                        List.of(),
                        DecodeMode.ofLabel(hashed.mode()).orElseThrow());
            case Undecodable not ->
                new KnownHashes.Known(not.hashes(), not.reasonCode(), List.of(), DecodeMode.FULL_RESOLUTION);
        });
    }

    private KnownHashes.Known decodeVideo(byte[] bytes, MediaHashes exact) {
        VideoHasher worker = videos.getObject();
        return inSlot(() -> switch (frames(worker, bytes)) {
            case HashedVideo video -> {
                UndecodableReason cut = video.cut();
                yield new KnownHashes.Known(
                        exact, cut == null ? null : cut.name(), video.frames(), DecodeMode.FULL_RESOLUTION);
            }
            case UndecodableVideo not ->
                new KnownHashes.Known(exact, not.reason().name(), List.of(), DecodeMode.FULL_RESOLUTION);
        });
    }

    private static VideoHashing frames(VideoHasher worker, byte[] bytes) {
        try {
            return worker.hash(VideoSource.of(bytes), CrawlLimits.FRAMES);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a video in memory", impossible);
        }
    }

    private KnownHashes.Known inSlot(Supplier<KnownHashes.Known> decoding) {
        waiting.incrementAndGet();
        slots.acquireUninterruptibly();
        try {
            return decoding.get();
        } finally {
            slots.release();
            waiting.decrementAndGet();
        }
    }
}
