package org.vigie.staff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The six digits of an authenticator: TOTP of RFC 6238 over HOTP of RFC 4226, HMAC-SHA-1, steps of 30 s since 1970,
 * which is what every authenticator speaks.
 *
 * <p>A code of the step before or after is taken too (clocks differ); which step it was is answered, so that the caller
 * can refuse the same or an older step a second time.
 */
final class Totp {
    static final int SECRET_BYTES = 20;
    static final Duration STEP = Duration.ofSeconds(30);

    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final int STEPS_AROUND = 1;

    private Totp() {}

    /** The step whose code this is, if it is one of the three that count now and later than the last one used. */
    static OptionalLong accepts(byte[] secret, String code, Instant now, long lastStep) {
        var given = code.replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        long middle = step(now);
        var found = OptionalLong.empty();
        for (long step = middle - STEPS_AROUND; step <= middle + STEPS_AROUND; step++) {
            var right = code(secret, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, given) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    static String code(byte[] secret, long step) {
        return digits(secret, step, MODULUS, DIGITS);
    }

    /** The truncation of RFC 4226, 5.3: 31 bits from a place that the last half byte names. */
    static String digits(byte[] secret, long step, int modulus, int digits) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int place = hash[hash.length - 1] & 0xf;
            int bits = ByteBuffer.wrap(hash, place, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return ("%0" + digits + "d").formatted(bits % modulus);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HMAC-SHA-1", missing);
        }
    }
}
