package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.crawl.CrawlLimits;
import org.vigie.media.Digests;
import org.vigie.media.HashedVideo;
import org.vigie.media.MediaHasher;
import org.vigie.media.Undecodable;
import org.vigie.media.UndecodableVideo;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoSource;
import org.vigie.media.decode.VideoType;

/**
 * Takes pictures of clients into memory, few at a time, has them hashed in the sandbox, and drops the bytes. One that arrives
 * slowly keeps nobody from the sandbox, and no client fills the memory alone.
 */
@Component
class Pictures {
    /** Of a video whose frames are all too plain to be compared. */
    private static final String NO_GOOD_FRAME = "NO_GOOD_FRAME";

    private final Bodies bodies;
    private final LookUpService lookUps;
    private final ObjectProvider<MediaHasher> hasher;
    private final ObjectProvider<VideoHasher> videoHasher;
    private final Semaphore memory = new Semaphore(ApiLimits.PICTURES_HELD_MAX, true);
    private final Semaphore sandbox = new Semaphore(ApiLimits.PICTURES_AT_ONCE, true);
    private final Semaphore videos = new Semaphore(ApiLimits.VIDEOS_HELD_MAX, true);
    private final Semaphore videoSandbox = new Semaphore(ApiLimits.VIDEOS_AT_ONCE, true);

    /** One for each client that sent a picture; an organisation has few. */
    private final Map<UUID, Semaphore> ofClients = new ConcurrentHashMap<>();

    Pictures(
            Bodies bodies,
            LookUpService lookUps,
            ObjectProvider<MediaHasher> hasher,
            ObjectProvider<VideoHasher> videoHasher) {
        this.bodies = bodies;
        this.lookUps = lookUps;
        this.hasher = hasher;
        this.videoHasher = videoHasher;
    }

    /**
     * What was read.
     *
     * @param field as which field of a form it came; empty where it was the whole body
     * @param isVideo whether it begins like a video
     * @param frames of a video, as far as they could be hashed
     * @param uncompared why near copies of it, or of a part of it, cannot be looked for; null where they can
     */
    record Picture(
            MediaHashes hashes,
            int bytes,
            String field,
            boolean isVideo,
            List<VideoFrame> frames,
            @Nullable String uncompared) {
        boolean isCompared() {
            return uncompared == null;
        }

        /** @throws ApiProblem if near copies were not looked for, so that "no match" must not be said */
        void demandCompared() {
            if (uncompared != null) {
                throw ApiProblem.notCompared(uncompared);
            }
        }
    }

    /** @throws ApiProblem where it is empty, too large or too slow, or where too many wait */
    Picture read(ApiClient client, HttpServletRequest request) throws IOException {
        return held(client, () -> {
            byte[] bytes = bodies.bytes(request, ApiLimits.PICTURE_BYTES_MAX, ApiLimits.PICTURE_ARRIVAL);
            if (bytes.length == 0) {
                throw ApiProblem.badInput("The body is empty; it should be the bytes of a picture.");
            }
            return hashed(client, bytes, "");
        });
    }

    /**
     * The one file of a form.
     *
     * @throws ApiProblem where there is not exactly one, it is too large or too slow, or too many wait
     */
    Picture readForm(ApiClient client, HttpServletRequest request) throws IOException {
        if (!Multipart.is(request.getContentType())) {
            throw ApiProblem.badInput("Send the file as multipart/form-data.");
        }
        return held(client, () -> {
            int bytesMax = ApiLimits.PICTURE_BYTES_MAX + ApiLimits.FORM_BYTES_MAX;
            byte[] body = bodies.bytes(request, bytesMax, ApiLimits.PICTURE_ARRIVAL);
            var file = Multipart.onlyFile(body, request.getContentType());
            return hashed(client, file.bytes(), file.field());
        });
    }

    /** What is done while there is room for it. */
    interface Reading {
        Picture read() throws IOException;
    }

    /** The client's own room first: who waits for that takes nobody's. */
    Picture held(ApiClient client, Reading reading) throws IOException {
        var own = ofClients.computeIfAbsent(
                client.id(), unknown -> new Semaphore(ApiLimits.PICTURES_OF_CLIENT_MAX, true));
        return within(own, () -> within(memory, reading));
    }

    /** Within that room. */
    Picture hashed(ApiClient client, byte[] bytes, String field) throws IOException {
        return VideoType.of(bytes).isPresent() ? video(client, bytes, field) : picture(client, bytes, field);
    }

    private Picture picture(ApiClient client, byte[] bytes, String field) throws IOException {
        var source = "client " + client.id();
        return within(sandbox, () -> {
            var hashing = hasher.getObject().forSource(source).hash(bytes);
            var problem = hashing instanceof Undecodable not ? not.reasonCode() : null;
            return new Picture(hashing.hashes(), bytes.length, field, false, List.of(), problem);
        });
    }

    /** It may take a minute: few at a time, so that pictures always have room, and each counts before it is begun. */
    private Picture video(ApiClient client, byte[] bytes, String field) throws IOException {
        return within(
                videos,
                () -> within(videoSandbox, ApiLimits.VIDEO_WAIT, () -> {
                    lookUps.takeOne(client);
                    var exact = Digests.of(bytes);
                    return switch (videoHasher.getObject().hash(VideoSource.of(bytes), CrawlLimits.FRAMES)) {
                        case HashedVideo video ->
                            new Picture(exact, bytes.length, field, true, video.frames(), uncompared(video));
                        case UndecodableVideo not ->
                            new Picture(
                                    exact,
                                    bytes.length,
                                    field,
                                    true,
                                    List.of(),
                                    not.reason().name());
                    };
                }));
    }

    /** A known part of a video is found all the same; that nothing is found is said of a whole one alone. */
    private static @Nullable String uncompared(HashedVideo video) {
        var cut = video.cut();
        if (cut != null) {
            return cut.name();
        }
        boolean hasGoodFrame = video.frames().stream().anyMatch(frame -> frame.quality() >= Pdq.QUALITY_MIN);
        return hasGoodFrame ? null : NO_GOOD_FRAME;
    }

    private static Picture within(Semaphore room, Reading reading) throws IOException {
        return within(room, ApiLimits.PICTURE_WAIT, reading);
    }

    private static Picture within(Semaphore room, Duration wait, Reading reading) throws IOException {
        enter(room, wait);
        try {
            return reading.read();
        } finally {
            room.release();
        }
    }

    private static void enter(Semaphore room, Duration wait) {
        try {
            if (room.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw ApiProblem.notReady("Too many pictures wait to be hashed.");
    }
}
