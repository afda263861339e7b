package org.vigie.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.database.Mode;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.Provenance;

/**
 * Asks NCMEC's hash sharing, version 2, as public clients do: basic authentication, XML, ranges of time with pages. It goes on only
 * at the host that it was told of.
 */
final class NcmecClient implements SourceClient {
    private static final Duration PAGE_STALE_AFTER = Duration.ofHours(12);
    private static final Pattern KEY = Pattern.compile("(\\d{1,20})-([A-Za-z0-9_.-]{1,150})");
    private static final Pattern VERSION = Pattern.compile("v2 (image|video)");
    private static final int CLASSIFICATION_CHARS = 40;

    /** UTC to the second. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final ServiceHttp http;

    NcmecClient(Mode mode) {
        this(mode, ExchangeLimits.BODY_TIME_MAX);
    }

    /** @param bodyTime how long the body of an answer may take */
    NcmecClient(Mode mode, Duration bodyTime) {
        this.http = new ServiceHttp(mode, bodyTime);
    }

    @Override
    public SourceKind service() {
        return SourceKind.NCMEC;
    }

    @Override
    public boolean allows(URI base) {
        return http.allows(base);
    }

    @Override
    public Duration pageStaleAfter() {
        return PAGE_STALE_AFTER;
    }

    /** Paths are seen from the base, also those that the service names; another host is never gone to. */
    @Override
    public SourcePage page(SourceAccess access, Range range, String next) throws IOException {
        String path = next.isEmpty()
                ? "/v2/entries?from=%s&to=%s".formatted(TIME.format(range.from()), TIME.format(range.to()))
                : next;
        if (!path.startsWith("/v2/") || path.contains("..") || path.contains("#")) {
            throw new ExchangeFailed("STRANGE_NEXT_PAGE");
        }
        NcmecPage page = http.get(request(access, path), NcmecPage::read);
        return new SourcePage(
                page.entries().stream().map(entry -> said(access, entry)).toList(), page.next(), Optional.empty());
    }

    private static SourceEntry said(SourceAccess access, NcmecEntry entry) {
        var provenance =
                new Provenance(entry.key(), "member " + entry.member(), "v2 " + entry.type(), entry.changedAt(), 0, 0);
        return new SourceEntry(
                entry.key(),
                entry.isDeleted(),
                classAsGiven(access, entry),
                provenance,
                entry.hashes(),
                entry.opaque(),
                entry.isHashBad(),
                entry.votes());
    }

    /** The same letters mean something else in an environment of exploitative material, and are never taken for the others. */
    private static String classAsGiven(SourceAccess access, NcmecEntry entry) {
        String given = entry.classification().isEmpty() ? "unclassified" : entry.classification();
        String known = given.substring(0, Math.min(given.length(), CLASSIFICATION_CHARS));
        return access.isExploitative() ? "exploitative " + known.toUpperCase(Locale.ROOT) : known;
    }

    @Override
    public boolean takesOpinionOf(HashEntry entry) {
        return HashAlgorithm.ofFiles().contains(entry.hash().algorithm())
                && KEY.matcher(entry.provenance().sourceId()).matches()
                && VERSION.matcher(entry.provenance().version()).matches();
    }

    /** Tells the contributor of the entry. */
    @Override
    public void tell(SourceAccess access, HashEntry entry, Opinion opinion) throws IOException {
        Matcher key = KEY.matcher(entry.provenance().sourceId());
        if (!key.matches() || !takesOpinionOf(entry)) {
            throw new ExchangeFailed("NOT_AN_ENTRY_OF_THIS_SERVICE");
        }
        String body = """
                <feedbackSubmission xmlns="https://hashsharing.ncmec.org/hashsharing/v2">%s</feedbackSubmission>""".formatted(
                        switch (opinion) {
                            case Opinion.Affirmative _ -> "<affirmative/>";
                            case Opinion.Negative(UUID reason) ->
                                "<negative><reasonIds><guid>%s</guid></reasonIds></negative>".formatted(reason);
                        });
        String path = "/v2/entries/%s/%s/%s/feedback"
                .formatted(key.group(1), key.group(2), type(entry.hash().algorithm()));
        http.send(request(access, path)
                .header("Content-Type", "application/xml; charset=utf-8")
                .PUT(BodyPublishers.ofString(body)));
    }

    @Override
    public List<OpinionReason> reasons(SourceAccess access, HashAlgorithm algorithm) throws IOException {
        return http.get(request(access, "/v2/feedback/%s/reasons".formatted(type(algorithm))), NcmecReasons::read);
    }

    /** Opinions are of one hash of an entry, which its kind names. */
    private static String type(HashAlgorithm algorithm) {
        return algorithm.name();
    }

    private HttpRequest.Builder request(SourceAccess access, String path) throws IOException {
        String credentials = access.user() + ":" + access.password();
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return http.request(access.base(), path)
                .header("Authorization", "Basic " + basic)
                .header("Accept", "application/xml");
    }
}
