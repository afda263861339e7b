package org.vigie.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.seal.Sealer;

/**
 * What protects the public forms instead of a cookie: each form carries the time it was made and a random number, signed.
 * Another site cannot make one, an old one is asked to be sent again, and the same address sent twice with one is one
 * report.
 */
@Component
class FormTokens {
    private static final int NONCE_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + NONCE_BYTES;
    private static final int MAC_BYTES = 32;
    private static final String PURPOSE = "public form ";

    private final SecureRandom random = new SecureRandom();
    private final Sealer sealer;
    private final Clock clock;

    FormTokens(Sealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    String fresh() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .putLong(clock.instant().getEpochSecond())
                .put(nonce)
                .array();
        return text(ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES)
                .put(head)
                .put(mac(head))
                .array());
    }

    /** Whether this server made the token, not too long ago. */
    boolean isGood(String token) {
        return made(token)
                .filter(at -> {
                    var now = clock.instant();
                    return at.isBefore(now.plus(IntakeLimits.CLOCK_SLACK))
                            && at.plus(IntakeLimits.FORM_LIFE).isAfter(now);
                })
                .isPresent();
    }

    private Optional<Instant> made(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException rubbish) {
            return Optional.empty();
        }
        if (bytes.length != HEAD_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        return MessageDigest.isEqual(mac, mac(head))
                ? Optional.of(Instant.ofEpochSecond(ByteBuffer.wrap(head).getLong()))
                : Optional.empty();
    }

    private byte[] mac(byte[] head) {
        return sealer.tokenMac(PURPOSE + text(head));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
