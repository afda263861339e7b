package org.vigie.crawl;

import java.util.Locale;
import org.vigie.core.address.Trap;
import org.vigie.crawl.fetch.FetchFailure;

/** Why an address ended as it did, or is not fetched. The words, and what comes next, are under {@code crawl.reason.…}. */
public enum Reason {
    /** Fetched, and it was a page. */
    PAGE(Sort.FETCHED),
    /** Fetched, and it was a picture. */
    PICTURE(Sort.FETCHED),
    /** Fetched, and it was a video. */
    VIDEO(Sort.FETCHED),
    /** Fetched, and it was none of these; its body was not read. */
    OTHER_CONTENT(Sort.FETCHED),
    /** It leads elsewhere, and that is fetched instead. */
    REDIRECT(Sort.FETCHED),

    // what the network side answers, see FetchFailure
    NO_SUCH_NAME(Sort.ERROR),
    DNS(Sort.ERROR),
    REFUSED_ADDRESS(Sort.ERROR),
    REFUSED_PORT(Sort.ERROR),
    CONNECT(Sort.ERROR),
    TLS(Sort.ERROR),
    TIMEOUT(Sort.ERROR),
    TOO_SLOW(Sort.ERROR),
    TOO_BIG(Sort.ERROR),
    BOMB(Sort.ERROR),
    BAD_RESPONSE(Sort.ERROR),
    BAD_ENCODING(Sort.ERROR),
    TRUNCATED(Sort.ERROR),
    BROKEN_OFF(Sort.ERROR),
    ABANDONED(Sort.ERROR),

    /** 404 or 410. */
    NOT_FOUND(Sort.ERROR),
    /** 401, 403, 407 or 451. */
    FORBIDDEN(Sort.ERROR),
    /** 429. */
    TOO_MANY_REQUESTS(Sort.ERROR),
    /** Another 4xx. */
    CLIENT_ERROR(Sort.ERROR),
    SERVER_ERROR(Sort.ERROR),
    REDIRECT_LOOP(Sort.ERROR),
    TOO_MANY_REDIRECTS(Sort.ERROR),
    /** A redirect to nowhere that can be fetched. */
    BAD_REDIRECT(Sort.ERROR),
    /** The host failed too often in a row. */
    HOST_GIVEN_UP(Sort.ERROR),
    /** Our own part failed too often, such as the decoding of a picture, whose exact hashes are then all that is known of it. */
    OWN_FAILURE(Sort.ERROR),
    ROBOTS_UNREACHABLE(Sort.ERROR),

    ROBOTS(Sort.SKIPPED),
    /** The host asks for longer gaps than are kept. */
    CRAWL_DELAY(Sort.SKIPPED),
    ALREADY_SEEN(Sort.SKIPPED),
    OUT_OF_SCOPE(Sort.SKIPPED),
    TOO_DEEP(Sort.SKIPPED),
    BUDGET(Sort.SKIPPED),
    HOST_BUDGET(Sort.SKIPPED),
    /** A person stopped the lead. */
    STOPPED(Sort.SKIPPED),
    TRAP_REPEATED_PATH(Sort.SKIPPED),
    TRAP_DEEP_PATH(Sort.SKIPPED),
    TRAP_PARAMETERS(Sort.SKIPPED),
    TRAP_ADDRESS_INSIDE(Sort.SKIPPED);

    /** What became of an address. */
    public enum Sort {
        FETCHED,
        ERROR,
        SKIPPED
    }

    private final Sort sort;

    Reason(Sort sort) {
        this.sort = sort;
    }

    public Sort sort() {
        return sort;
    }

    /** The name in JSON and in counts: {@code not_found}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Reason of(FetchFailure failure) {
        return valueOf(failure.name());
    }

    static Reason of(Trap trap) {
        return valueOf("TRAP_" + trap.name());
    }

    /** The reason that an answer with that status has; 4xx and 5xx only. */
    static Reason ofStatus(int status) {
        return switch (status) {
            case 404, 410 -> NOT_FOUND;
            case 401, 403, 407, 451 -> FORBIDDEN;
            case 429 -> TOO_MANY_REQUESTS;
            default -> status >= 500 ? SERVER_ERROR : CLIENT_ERROR;
        };
    }

    /** Whether trying again soon may help. */
    boolean mayPass() {
        return switch (this) {
            case DNS, CONNECT, TIMEOUT, BROKEN_OFF, TRUNCATED, TOO_MANY_REQUESTS, SERVER_ERROR, ABANDONED -> true;
            default -> false;
        };
    }

    /** Whether it speaks against the host as a whole. */
    boolean isOfHost() {
        return switch (this) {
            case NO_SUCH_NAME, DNS, CONNECT, TLS, TIMEOUT, TOO_SLOW, BROKEN_OFF, TOO_MANY_REQUESTS, SERVER_ERROR ->
                true;
            default -> false;
        };
    }
}
