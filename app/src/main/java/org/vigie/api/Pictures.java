package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.vigie.media.Hashing;
import org.vigie.media.MediaHasher;
import org.vigie.media.Undecodable;

/**
 * Takes pictures of clients into memory, few at a time, has them hashed in the sandbox, and drops the bytes. One that arrives
 * slowly keeps nobody from the sandbox, and no client fills the memory alone.
 */
@Component
class Pictures {
    private final Bodies bodies;
    private final ObjectProvider<MediaHasher> hasher;
    private final Semaphore memory = new Semaphore(ApiLimits.PICTURES_HELD_MAX, true);
    private final Semaphore sandbox = new Semaphore(ApiLimits.PICTURES_AT_ONCE, true);

    /** One for each client that sent a picture; an organisation has few. */
    private final Map<UUID, Semaphore> ofClients = new ConcurrentHashMap<>();

    Pictures(Bodies bodies, ObjectProvider<MediaHasher> hasher) {
        this.bodies = bodies;
        this.hasher = hasher;
    }

    /**
     * What was read.
     *
     * @param field as which field of a form it came; empty where it was the whole body
     */
    record Picture(Hashing hashing, int bytes, String field) {
        /** @throws ApiProblem if near copies were not looked for, so that "no match" must not be said */
        void demandCompared() {
            if (hashing instanceof Undecodable not) {
                throw ApiProblem.notCompared(not.reasonCode());
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

    private interface Reading {
        Picture read() throws IOException;
    }

    /** The client's own room first: who waits for that takes nobody's. */
    private Picture held(ApiClient client, Reading reading) throws IOException {
        var own = ofClients.computeIfAbsent(
                client.id(), unknown -> new Semaphore(ApiLimits.PICTURES_OF_CLIENT_MAX, true));
        return within(own, () -> within(memory, reading));
    }

    private Picture hashed(ApiClient client, byte[] bytes, String field) throws IOException {
        var source = "client " + client.id();
        return within(
                sandbox, () -> new Picture(hasher.getObject().forSource(source).hash(bytes), bytes.length, field));
    }

    private static Picture within(Semaphore room, Reading reading) throws IOException {
        enter(room);
        try {
            return reading.read();
        } finally {
            room.release();
        }
    }

    private static void enter(Semaphore room) {
        try {
            if (room.tryAcquire(ApiLimits.PICTURE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw ApiProblem.notReady("Too many pictures wait to be hashed.");
    }
}
