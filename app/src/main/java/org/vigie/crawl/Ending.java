package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.crawl.fetch.Answer;

/**
 * How a visit ended.
 *
 * @param status of the answer; 0 where there was none
 * @param sha256 of a picture
 * @param undecodable why a picture has exact hashes only
 * @param tlsProblem what is wrong with the server's certificate
 * @param certificate its SHA-256 in hexadecimal
 * @param cut links of a page that were left out for the limits
 * @param retryAt when to try again; null where this is the end
 */
record Ending(
        Reason reason,
        int status,
        @Nullable HashValue sha256,
        @Nullable String undecodable,
        @Nullable String tlsProblem,
        @Nullable String certificate,
        int cut,
        @Nullable Instant retryAt) {
    static Ending of(Reason reason) {
        return new Ending(reason, 0, null, null, null, null, 0, null);
    }

    static Ending of(Reason reason, Answer answer) {
        return new Ending(reason, answer.status(), null, null, answer.tlsProblem(), answer.certificate(), 0, null);
    }

    Ending as(Reason other) {
        return new Ending(other, status, sha256, undecodable, tlsProblem, certificate, cut, retryAt);
    }

    Ending picture(HashValue hash, @Nullable String problem) {
        return new Ending(reason, status, hash, problem, tlsProblem, certificate, cut, retryAt);
    }

    Ending cut(int links) {
        return new Ending(reason, status, sha256, undecodable, tlsProblem, certificate, links, retryAt);
    }

    Ending retry(Instant at) {
        return new Ending(reason, status, sha256, undecodable, tlsProblem, certificate, cut, at);
    }
}
