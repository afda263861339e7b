package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.vigie.media.Hashing;
import org.vigie.media.MediaHasher;
import org.vigie.media.Undecodable;

/** Takes pictures of clients into memory, few at a time, has them hashed in the sandbox, and drops the bytes. */
@Component
class Pictures {
    private final Bodies bodies;
    private final ObjectProvider<MediaHasher> hasher;
    private final Semaphore room = new Semaphore(ApiLimits.PICTURES_AT_ONCE, true);

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

    /** @throws ApiProblem where it is empty or too large, or where too many wait */
    Picture read(ApiClient client, HttpServletRequest request) throws IOException {
        enter();
        try {
            byte[] bytes = bodies.bytes(request, ApiLimits.PICTURE_BYTES_MAX);
            if (bytes.length == 0) {
                throw ApiProblem.badInput("The body is empty; it should be the bytes of a picture.");
            }
            return hashed(client, bytes, "");
        } finally {
            room.release();
        }
    }

    /**
     * The one file of a form.
     *
     * @throws ApiProblem where there is not exactly one, it is too large, or too many wait
     */
    Picture readForm(ApiClient client, HttpServletRequest request) throws IOException {
        if (!Multipart.is(request.getContentType())) {
            throw ApiProblem.badInput("Send the file as multipart/form-data.");
        }
        enter();
        try {
            byte[] body = bodies.bytes(request, ApiLimits.PICTURE_BYTES_MAX + ApiLimits.FORM_BYTES_MAX);
            var file = Multipart.onlyFile(body, request.getContentType());
            return hashed(client, file.bytes(), file.field());
        } finally {
            room.release();
        }
    }

    private Picture hashed(ApiClient client, byte[] bytes, String field) throws IOException {
        var source = "client " + client.id();
        return new Picture(hasher.getObject().forSource(source).hash(bytes), bytes.length, field);
    }

    private void enter() {
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
