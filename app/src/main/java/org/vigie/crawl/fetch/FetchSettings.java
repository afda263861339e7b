package org.vigie.crawl.fetch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * How single fetches are made.
 *
 * @param testNames names that have an address of their own in test mode, as {@code NAME=IP}; refused outside test mode
 * @param ports ports that are fetched from beside 80 and 443; in test mode every port is
 * @param contact how the owner of a server reaches the operator: an address of a page or of mail, told in every request
 * @param connectTimeout for one connection attempt, and for the TLS handshake
 * @param socketTimeout the longest silence
 * @param headerDeadline from the beginning of a fetch to the end of the headers
 * @param deadline from the beginning of a fetch to its end
 * @param rateGrace how long a body may be slower than {@link FetchLimits#RATE_MIN}
 * @param lookupTimeout for one name look-up
 */
@ConfigurationProperties("vigie.crawl")
public record FetchSettings(
        @DefaultValue List<String> testNames,
        @DefaultValue Set<Integer> ports,
        @DefaultValue("no contact set") String contact,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration socketTimeout,
        @DefaultValue("20s") Duration headerDeadline,
        @DefaultValue("60s") Duration deadline,
        @DefaultValue("15s") Duration rateGrace,
        @DefaultValue("5s") Duration lookupTimeout) {
    private static final int PORT_MAX = 65_535;

    /** @throws SettingRefused for a value that makes no sense */
    public FetchSettings {
        var range = SettingRange.of("vigie.crawl")
                .positive("connect-timeout", connectTimeout)
                .positive("socket-timeout", socketTimeout)
                .positive("header-deadline", headerDeadline)
                .positive("deadline", deadline)
                .zeroOrMore("rate-grace", rateGrace)
                .positive("lookup-timeout", lookupTimeout);
        ports.forEach(port -> range.number("ports", port, 1, PORT_MAX));
    }

    /** What every request says of itself; the product token is the one that robots.txt names. */
    public String userAgent() {
        return ROBOT_NAME + "/0.1 (+" + contact.replaceAll("[^\\x20-\\x7e]|[()]", "") + ")";
    }

    /** The name that rules of robots.txt are looked up by. */
    public static final String ROBOT_NAME = "Vigie";
}
