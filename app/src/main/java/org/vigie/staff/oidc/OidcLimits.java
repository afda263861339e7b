package org.vigie.staff.oidc;

import java.time.Duration;

/** Every limit of speaking with identity services, with its unit. */
public final class OidcLimits {
    /** Characters of an issuer's address. */
    public static final int ISSUER_CHARACTERS_MAX = 300;

    /** Characters of the name that the service gave us. */
    public static final int CLIENT_CHARACTERS_MAX = 200;

    /** Characters of the secret that the service gave us. */
    public static final int SECRET_CHARACTERS_MAX = 500;

    /** Between being sent to the service and coming back. */
    public static final Duration AWAY_MAX = Duration.ofMinutes(10);

    /** Bytes of one answer. */
    static final int ANSWER_BYTES_MAX = 256 * 1024;

    static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    /** One answer, from the request to its last byte. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** Between the clocks of two machines. */
    static final Duration SKEW_MAX = Duration.ofMinutes(1);

    /** Characters of a subject; OpenID Connect Core 1.0, section 2. */
    static final int SUBJECT_CHARACTERS_MAX = 255;

    private OidcLimits() {}
}
