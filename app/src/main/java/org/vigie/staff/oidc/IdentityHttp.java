package org.vigie.staff.oidc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.vigie.staff.oidc.OidcRefused.Reason;

/**
 * Asks identity services, which others run and which may say anything: one time for the whole answer, however slowly it drips,
 * one size, no redirect.
 */
final class IdentityHttp {
    private final Duration answerMax;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(OidcLimits.CONNECT_MAX)
            .build();

    /** @param answerMax from the request to the last byte of its answer */
    IdentityHttp(Duration answerMax) {
        this.answerMax = answerMax;
    }

    static HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address).header("Accept", "application/json");
    }

    /**
     * The body of the answer.
     *
     * @throws OidcRefused when none comes in time, when it is no success, or longer than {@link OidcLimits#ANSWER_BYTES_MAX}
     */
    String ask(HttpRequest.Builder request) {
        var body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), OidcLimits.ANSWER_BYTES_MAX);
        var asked = http.sendAsync(request.timeout(answerMax).build(), body);
        try {
            HttpResponse<String> answer = asked.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new OidcRefused(Reason.UNREACHABLE);
            }
            return answer.body();
        } catch (TimeoutException | ExecutionException e) {
            asked.cancel(true);
            throw new OidcRefused(Reason.UNREACHABLE);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new OidcRefused(Reason.UNREACHABLE);
        }
    }
}
