package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a client sends, into memory and no further than the limit. */
@Component
class Bodies {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final JsonMapper json;
    private final Clock clock;

    Bodies(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** @throws ApiProblem where there are more bytes than that */
    byte[] bytes(HttpServletRequest request, int bytesMax) throws IOException {
        if (request.getContentLengthLong() > bytesMax) {
            throw ApiProblem.tooLarge(bytesMax);
        }
        byte[] bytes = request.getInputStream().readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw ApiProblem.tooLarge(bytesMax);
        }
        return bytes;
    }

    /**
     * As {@link #bytes(HttpServletRequest, int)}, for what others wait for. Whoever sends nothing at all is cut off by the server.
     *
     * @throws ApiProblem where there are more bytes than that, or the last did not arrive in that time
     */
    byte[] bytes(HttpServletRequest request, int bytesMax, Duration arrival) throws IOException {
        if (request.getContentLengthLong() > bytesMax) {
            throw ApiProblem.tooLarge(bytesMax);
        }
        var end = clock.instant().plus(arrival);
        var in = request.getInputStream();
        var body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (clock.instant().isAfter(end)) {
                throw ApiProblem.notReady("The body did not arrive within %d seconds.".formatted(arrival.toSeconds()));
            }
            if (body.size() + read > bytesMax) {
                throw ApiProblem.tooLarge(bytesMax);
            }
            body.write(chunk, 0, read);
        }
        return body.toByteArray();
    }

    /** @throws ApiProblem where it is too long or not of that form */
    <T> T json(HttpServletRequest request, Class<T> form) throws IOException {
        byte[] bytes = bytes(request, ApiLimits.JSON_BYTES_MAX);
        try {
            refuseNul(bytes);
            T read = json.readValue(bytes, form);
            if (read != null) {
                return read;
            }
        } catch (JacksonException notThatForm) {
            // said below, without what the parser quotes of the body
        }
        throw ApiProblem.badInput("The body is not JSON of the form that is documented.");
    }

    /** As {@code web.RequestFirewall} does with all other text. */
    private void refuseNul(byte[] bytes) {
        try (JsonParser parser = json.createParser(bytes)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
                if (isText && parser.getString().indexOf('\0') >= 0) {
                    throw ApiProblem.badInput("The character NUL (U+0000) is taken nowhere.");
                }
            }
        }
    }
}
