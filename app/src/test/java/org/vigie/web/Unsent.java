package org.vigie.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Endpoints that are no reading by their method, and that nobody inside a wall sends in {@link WallsTest}, with the reason. */
final class Unsent {
    private static final String READS = "answers from the lists, and keeps nothing but counts";
    private static final String COUNTS = "says what a rule would do, and keeps nothing but that it was asked";
    private static final String SAYS_NO = "is there for programs that expect it, and refuses everybody";
    private static final String OWN =
            "is about the caller's own ways in, names no row, and needs a device or password of theirs";
    private static final String DOOR = "is open to everybody, and names no row: it knows who sends by a secret";
    private static final String OUTSIDE = "asks an identity service first, which must answer: OutsideWaysTest has one";

    private static final Map<String, String> WHY = new TreeMap<>();

    static {
        why(
                READS,
                "/crawl/why",
                "/h/hash",
                "/m/compare",
                "/m/lookup",
                "/v1/media",
                "/v1/media/",
                "/v1/pdq",
                "/v1/pdq/",
                "/v1/url",
                "/v1/url/");
        why(COUNTS, "/people/retention/rules/trial");
        why(
                OWN,
                "/confirm-it-is-you",
                "/confirm-it-is-you/link",
                "/confirm-it-is-you/organisation",
                "/confirm-it-is-you/passkey",
                "/confirm-it-is-you/passkey/options",
                "/me/sign-in/authenticator",
                "/me/sign-in/passkeys",
                "/me/sign-in/passkeys/options",
                "/me/sign-in/password");
        why(
                DOOR,
                "/enrolment/{token}",
                "/enrolment/{token}/organisation",
                "/enrolment/{token}/passkey",
                "/enrolment/{token}/passkey/options",
                "/enrolment/{token}/password",
                "/error",
                "/oauth/token",
                "/receipt",
                "/recu",
                "/report",
                "/sign-in",
                "/sign-in/code",
                "/sign-in/organisation",
                "/sign-in/passkey",
                "/sign-in/passkey/options",
                "/sign-in/recovery",
                "/sign-in/recovery/new/passkey",
                "/sign-in/recovery/new/passkey/options",
                "/sign-in/recovery/new/password",
                "/sign-out",
                "/signaler");
        why(OUTSIDE, "/people/organisation-sign-in");
        for (var path : new String[] {
            "/c/bank/**", "/c/banks", "/c/content_type/**", "/c/exchange/**", "/c/exchanges/**", "/c/signal_type/**"
        }) {
            for (var method : new String[] {"DELETE", "PATCH", "POST", "PUT"}) {
                WHY.put(method + " " + path, SAYS_NO);
            }
        }
    }

    private Unsent() {}

    /** These and what is sent. */
    static Set<String> and(Set<String> sent) {
        var all = new TreeSet<>(WHY.keySet());
        all.addAll(sent);
        return all;
    }

    private static void why(String reason, String... paths) {
        for (var path : paths) {
            WHY.put("POST " + path, reason);
        }
    }
}
