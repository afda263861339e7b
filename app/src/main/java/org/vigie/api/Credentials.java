package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The token that came with a request, and how. */
record Credentials(Scheme scheme, String token) {
    private static final String BASIC = "Basic ";
    private static final int HEADER_CHARACTERS_MAX = 500;

    /** How a token is sent. */
    enum Scheme {
        /** With a proof in another header. */
        PROVED("DPoP "),
        BEARER("Bearer ");

        private final String word;

        Scheme(String word) {
            this.word = word;
        }
    }

    /** Empty where none is there, or more than one. As the password of {@code Basic} it counts as a bearer's. */
    static Optional<Credentials> of(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() != 1 || headers.getFirst().length() > HEADER_CHARACTERS_MAX) {
            return Optional.empty();
        }
        String header = headers.getFirst();
        for (var scheme : Scheme.values()) {
            if (startsWith(header, scheme.word)) {
                return Optional.of(new Credentials(
                        scheme, header.substring(scheme.word.length()).strip()));
            }
        }
        return startsWith(header, BASIC)
                ? password(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static boolean startsWith(String header, String word) {
        return header.regionMatches(true, 0, word, 0, word.length());
    }

    private static Optional<Credentials> password(String basic) {
        try {
            String both = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return Optional.of(new Credentials(Scheme.BEARER, both.substring(both.indexOf(':') + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Credentials[" + scheme + "]";
    }
}
