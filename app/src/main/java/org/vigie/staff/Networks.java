package org.vigie.staff;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Turns the network a request comes from into a key for {@link Throttle}: HMAC of the prefix (IPv4 /24, IPv6 /56) under a
 * key that lives in memory for one day. The address itself is neither kept nor logged, and yesterday's keys say nothing.
 */
@Component
public class Networks {
    private static final int V4_PREFIX_BYTES = 3;
    private static final int V6_PREFIX_BYTES = 7;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private LocalDate day = LocalDate.MIN;
    private byte[] keyOfTheDay = new byte[KEY_BYTES];

    Networks(Clock clock) {
        this.clock = clock;
    }

    /**
     * The key of the network that this numeric address lies in.
     *
     * @param address as the servlet names the other side
     */
    public String keyOf(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            byte[] prefix = Arrays.copyOf(bytes, bytes.length == 4 ? V4_PREFIX_BYTES : V6_PREFIX_BYTES);
            return mac(prefix);
        } catch (IllegalArgumentException notNumeric) {
            return mac(new byte[0]);
        }
    }

    /** The same for a name that somebody typed: counted, not kept. */
    public String keyOfName(String name) {
        return mac(name.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(byte[] value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyOfToday(), "RAW"));
            return HexFormat.of().formatHex(mac.doFinal(value));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", missing);
        }
    }

    private synchronized byte[] keyOfToday() {
        var today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (!today.equals(day)) {
            keyOfTheDay = new byte[KEY_BYTES];
            random.nextBytes(keyOfTheDay);
            day = today;
        }
        return keyOfTheDay;
    }
}
