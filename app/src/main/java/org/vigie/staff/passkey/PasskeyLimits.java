package org.vigie.staff.passkey;

import java.time.Duration;

/** Every limit of passkeys, with its unit. */
public final class PasskeyLimits {
    /** Characters of a browser's answer. An answer without attestation has about 1,500; some authenticators attest unasked. */
    public static final int ANSWER_CHARACTERS_MAX = 20_000;

    /** How long a challenge may be answered, and how long a browser is told to wait. */
    public static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);

    /** Random bytes of a challenge; the standard asks for 16 at least. */
    public static final int CHALLENGE_BYTES = 32;

    /** Bytes of a credential id, by the standard. */
    public static final int CREDENTIAL_ID_BYTES_MAX = 1023;

    /** Bytes of a public key and what surrounds it, as kept. An RSA key of 4,096 bits has 600. */
    public static final int KEPT_BYTES_MAX = 4096;

    /** Ways of reaching an authenticator that are kept of one passkey. */
    static final int TRANSPORTS_MAX = 8;

    private PasskeyLimits() {}
}
