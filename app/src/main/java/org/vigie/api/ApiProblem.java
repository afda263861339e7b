package org.vigie.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The one way to say no to a program: a status and a sentence. The sentence holds nothing of what was asked. */
class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final @Nullable Duration retryAfter;

    private ApiProblem(HttpStatus status, String sentence, @Nullable Duration retryAfter) {
        super(sentence);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static ApiProblem badInput(String sentence) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, sentence, null);
    }

    static ApiProblem outside() {
        return new ApiProblem(
                HttpStatus.FORBIDDEN,
                "This client is outside the trust circle: this form would tell entries and distances. Use /v1/pdq/ or /v1/media/.",
                null);
    }

    static ApiProblem tooLarge(int bytesMax) {
        return new ApiProblem(
                HttpStatus.CONTENT_TOO_LARGE, "The body may have at most %d bytes.".formatted(bytesMax), null);
    }

    static ApiProblem notCompared(String reason) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The exact hashes are not listed, but it could not be decoded, or not all of it (%s): this is not a \"no match\"."
                        .formatted(reason),
                null);
    }

    /** In the words of Shield, and the same whether there is such a host or not. */
    static ApiProblem hostNotAuthorised() {
        return new ApiProblem(HttpStatus.FORBIDDEN, "Hostname not authorized for this user", null);
    }

    static ApiProblem notFetched(String reason) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The file could not be fetched (%s): this is not a \"no match\".".formatted(reason),
                null);
    }

    static ApiProblem overQuota(Duration untilTomorrow) {
        return new ApiProblem(
                HttpStatus.TOO_MANY_REQUESTS, "The client has used what it may look up in a day (UTC).", untilTomorrow);
    }

    static ApiProblem held() {
        return new ApiProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "This client's answers are held until a person of the organisation has looked at what it asked. Ask them.",
                ApiLimits.HELD_RETRY);
    }

    static ApiProblem forbidden(String sentence) {
        return new ApiProblem(HttpStatus.FORBIDDEN, sentence, null);
    }

    static ApiProblem unknown(String sentence) {
        return new ApiProblem(HttpStatus.NOT_FOUND, sentence, null);
    }

    static ApiProblem notReady(String sentence) {
        return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, sentence, ApiLimits.SOON);
    }

    HttpStatus status() {
        return status;
    }

    /** When to come again; null where that would change nothing. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
