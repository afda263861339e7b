package org.vigie.limit;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Turns who asks into a key to count by, which says nothing of them: an HMAC under a key that lives in memory only.
 *
 * <p>A network is its prefix (IPv4 /24, IPv6 /48) under a key of the day: at midnight (UTC) it is wiped, and with what is still
 * in memory nobody can be recognised any more. An account is the name that was typed, under a key that lives as long as the
 * process, so that midnight gives nobody new tries of a password.
 */
@Component
public class Callers {
    private static final int V4_PREFIX_BYTES = 3;
    private static final int V6_PREFIX_BYTES = 6;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final byte[] keyOfAccounts = new byte[KEY_BYTES];
    private final byte[] keyOfTheDay = new byte[KEY_BYTES];
    private LocalDate day = LocalDate.MIN;

    Callers(Clock clock) {
        this.clock = clock;
        random.nextBytes(keyOfAccounts);
    }

    /**
     * The key of the network that this numeric address lies in; all that is no numeric address is one network.
     *
     * @param address as the servlet names the other side
     */
    public String network(String address) {
        byte[] prefix;
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            prefix = Arrays.copyOf(bytes, bytes.length == 4 ? V4_PREFIX_BYTES : V6_PREFIX_BYTES);
        } catch (IllegalArgumentException notNumeric) {
            prefix = new byte[0];
        }
        synchronized (keyOfTheDay) {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (!today.equals(day)) {
                random.nextBytes(keyOfTheDay);
                day = today;
            }
            return mac(keyOfTheDay, prefix);
        }
    }

    /** The key of a name that somebody typed. */
    public String account(String name) {
        return mac(keyOfAccounts, name.getBytes(StandardCharsets.UTF_8));
    }

    private static String mac(byte[] key, byte[] value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "RAW"));
            return HexFormat.of().formatHex(mac.doFinal(value));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", missing);
        }
    }
}
