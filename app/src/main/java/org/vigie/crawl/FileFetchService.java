package org.vigie.crawl;

import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.fetch.Answer;
import org.vigie.crawl.fetch.Body;
import org.vigie.crawl.fetch.BodyRule;
import org.vigie.crawl.fetch.Failed;
import org.vigie.crawl.fetch.FetchFailure;
import org.vigie.crawl.fetch.FetchLimits;
import org.vigie.crawl.fetch.Fetcher;

/**
 * Fetches one file for those above, at once and by the rules of every fetch: the addresses that a name has are checked, the
 * peer is checked, and size, rate and time are limited. It is no crawl: the host's robots.txt and gap are not asked for, so it
 * is for hosts whose owners ask for it.
 */
@Service
public class FileFetchService {
    private final Fetcher fetcher;

    FileFetchService(@Qualifier(Fetcher.FOR_FILES) Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** What came of it. */
    public sealed interface FileFetch permits Fetched, NotFetched {}

    /** The whole file, in memory until it is closed. */
    public static final class Fetched implements FileFetch, AutoCloseable {
        private final Body body;

        private Fetched(Body body) {
            this.body = body;
        }

        /** The bytes themselves, not a copy; none after {@link #close}. */
        public byte[] bytes() {
            return body.bytes();
        }

        /** Its MD5, SHA-1 and SHA-256. */
        public MediaHashes exact() {
            return body.exact().orElseThrow();
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** No file. */
    public record NotFetched(Why why) implements FileFetch {}

    /** Why there is none, in words that tell nothing of what lies behind a name. */
    public enum Why {
        /** The address, or one to which a redirect leads, is none that was allowed. It was not asked for. */
        NOT_ALLOWED,
        /** Nobody answered there, in whatever way: no such name, no connection, one that must not be made, no HTTP. */
        NO_ANSWER,
        /** The answer is no file: another status than success, or nothing in it. */
        NO_FILE,
        /** It has more bytes than are taken, or grows too much when decompressed. */
        TOO_LARGE,
        /** It did not come in time, or broke off. */
        NOT_IN_TIME,
        /** Redirect after redirect. */
        TOO_MANY_REDIRECTS,
        /** Our own part failed; the same may be had later. */
        BUSY
    }

    /**
     * Fetches a file, through at most {@link FetchLimits#FILE_REDIRECTS_MAX} redirects.
     *
     * @param isAllowed asked about the address, and about each to which a redirect leads, before anything is looked up
     */
    public FileFetch fetch(CanonicalAddress address, Predicate<CanonicalAddress> isAllowed) {
        CanonicalAddress at = address;
        for (int redirects = 0; redirects <= FetchLimits.FILE_REDIRECTS_MAX.value(); redirects++) {
            if (!isAllowed.test(at)) {
                return new NotFetched(Why.NOT_ALLOWED);
            }
            switch (fetcher.fetch(at, BodyRule.FILE)) {
                case Failed(FetchFailure failure) -> {
                    return new NotFetched(why(failure));
                }
                case Answer answer
                when !answer.isRedirect() -> {
                    return file(answer);
                }
                case Answer redirect -> {
                    redirect.close();
                    Optional<CanonicalAddress> next = target(at, redirect);
                    if (next.isEmpty()) {
                        return new NotFetched(Why.NO_FILE);
                    }
                    at = next.get();
                }
            }
        }
        return new NotFetched(Why.TOO_MANY_REDIRECTS);
    }

    private static FileFetch file(Answer answer) {
        if (answer.isSuccess() && answer.body().exact().isPresent()) {
            return new Fetched(answer.body());
        }
        answer.close();
        return new NotFetched(Why.NO_FILE);
    }

    private static Optional<CanonicalAddress> target(CanonicalAddress from, Answer redirect) {
        try {
            return Optional.ofNullable(redirect.location()).map(from::resolve);
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static Why why(FetchFailure failure) {
        return switch (failure) {
            case NO_SUCH_NAME, DNS, REFUSED_ADDRESS, REFUSED_PORT, CONNECT, TLS, BAD_RESPONSE, BAD_ENCODING ->
                Why.NO_ANSWER;
            case TOO_BIG, BOMB -> Why.TOO_LARGE;
            case TIMEOUT, TOO_SLOW, TRUNCATED, BROKEN_OFF -> Why.NOT_IN_TIME;
            case ABANDONED -> Why.BUSY;
        };
    }
}
