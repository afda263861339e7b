package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a client sends, into memory and no further than the limit. */
@Component
class Bodies {
    private final JsonMapper json;

    Bodies(JsonMapper json) {
        this.json = json;
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
