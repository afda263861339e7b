package org.vigie.api;

import org.springframework.http.HttpStatus;

/** Why no token is given, in the words of RFC 6749 and RFC 9449. */
class TokenProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private TokenProblem(HttpStatus status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    static TokenProblem badQuestion(String sentence) {
        return new TokenProblem(HttpStatus.BAD_REQUEST, "invalid_request", sentence);
    }

    static TokenProblem otherGrant() {
        return new TokenProblem(
                HttpStatus.BAD_REQUEST, "unsupported_grant_type", "Only client_credentials is known here.");
    }

    /** Whatever is wrong with who asks: which of the many reasons it was is nobody's business. */
    static TokenProblem notKnown() {
        return new TokenProblem(
                HttpStatus.UNAUTHORIZED,
                "invalid_client",
                "Sign an assertion with a registered key: issuer and subject the client's id, audience this address, at"
                        + " most 60 seconds old, with an id that was not used before.");
    }

    static TokenProblem notBound() {
        return new TokenProblem(
                HttpStatus.BAD_REQUEST,
                "invalid_dpop_proof",
                "Send a proof of a key in the header DPoP, or a client certificate: each token is bound to one.");
    }

    static TokenProblem tooMany() {
        return new TokenProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "temporarily_unavailable",
                "Too many tokens were asked for; wait a minute.");
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
