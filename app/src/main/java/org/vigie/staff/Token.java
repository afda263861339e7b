package org.vigie.staff;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret part of a one-time link: 256 random bits. Only its keyed code is kept. */
final class Token {
    private static final int BYTES = 32;

    private Token() {}

    static String fresh(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
