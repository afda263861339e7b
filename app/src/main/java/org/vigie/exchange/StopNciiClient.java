package org.vigie.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.database.Mode;
import org.vigie.hashlist.HashEntry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks StopNCII, version 1, as public clients do: two keys in headers, JSON, a start in seconds since 1970 and pages by token. Its
 * secret is a text of lines: the key of {@code FetchHashes}, the subscription's key, and where opinions are told the key of
 * {@code SubmitFeedback}.
 */
final class StopNciiClient implements SourceClient {
    private static final Duration PAGE_STALE_AFTER = Duration.ofHours(1);
    private static final int PAGE_RECORDS = 800;

    /** The service knows no record of an earlier second. */
    private static final long FIRST_SECOND = 10;

    private final ServiceHttp http;
    private final JsonMapper json;

    StopNciiClient(Mode mode, JsonMapper json) {
        this.http = new ServiceHttp(mode, ExchangeLimits.BODY_TIME_MAX);
        this.json = json;
    }

    @Override
    public SourceKind service() {
        return SourceKind.STOPNCII;
    }

    @Override
    public boolean allows(URI base) {
        return http.allows(base);
    }

    @Override
    public Duration pageStaleAfter() {
        return PAGE_STALE_AFTER;
    }

    @Override
    public SourcePage page(SourceAccess access, Range range, String next) throws IOException {
        long from = Math.max(range.from().getEpochSecond(), FIRST_SECOND);
        String more = next.isEmpty() ? "" : "&nextPageToken=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        String path = "/FetchHashes?startTimestamp=%d&pageSize=%d%s".formatted(from, PAGE_RECORDS, more);
        return http.get(request(access, path, 0), body -> StopNciiPage.read(json, body));
    }

    @Override
    public boolean takesOpinionOf(HashEntry entry) {
        return entry.provenance().version().equals(StopNciiPage.VERSION);
    }

    @Override
    public List<OpinionReason> reasons(SourceAccess access, HashAlgorithm algorithm) {
        return List.of();
    }

    /** Tells the service whether the material was found to be what it says. */
    @Override
    public void tell(SourceAccess access, HashEntry entry, Opinion opinion) throws IOException {
        String value = opinion instanceof Opinion.Affirmative ? "Blocked" : "NotBlocked";
        Map<String, Object> feedback =
                Map.of("hashValue", entry.hash().hex(), "feedbackValue", value, "tags", List.of());
        String body = json.writeValueAsString(Map.of("count", 1, "hashFeedbacks", List.of(feedback)));
        http.send(request(access, "/SubmitFeedback", 2)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** @param key the line of the secret that opens this path */
    private HttpRequest.Builder request(SourceAccess access, String path, int key) throws IOException {
        List<String> keys = access.password().lines().map(String::strip).toList();
        if (keys.size() <= Math.max(key, 1)) {
            throw new ExchangeFailed("A_KEY_IS_MISSING");
        }
        return http.request(access.base(), path)
                .header("x-functions-key", keys.get(key))
                .header("Ocp-Apim-Subscription-Key", keys.get(1))
                .header("Accept", "application/json");
    }

    /** The kinds of hashes of the service that are compared here. */
    static Optional<HashAlgorithm> algorithm(String signalType) {
        return switch (signalType) {
            case "ImagePDQ" -> Optional.of(HashAlgorithm.PDQ);
            case "VideoMD5" -> Optional.of(HashAlgorithm.MD5);
            default -> Optional.empty();
        };
    }
}
