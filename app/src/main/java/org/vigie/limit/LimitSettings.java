package org.vigie.limit;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.vigie.setting.SettingRefused;

/**
 * Settings of limits of rate, {@code vigie.limits.*}.
 *
 * @param size other sizes than those of {@link Limit}, by name as in {@code vigie.limits.size.report-of-network=100}; the
 *     refill follows
 */
@ConfigurationProperties("vigie.limits")
public record LimitSettings(@Nullable Map<Limit, Integer> size) {
    /** @throws SettingRefused where a size is less than 1, or is that of a limit whose size is set for each client */
    public LimitSettings {
        size = size == null ? Map.of() : Map.copyOf(size);
        size.forEach((limit, number) -> {
            if (number < 1 || limit.per() == Limit.Per.CLIENT) {
                throw new SettingRefused(
                        "vigie.limits.size."
                                + limit.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "is at least 1, and is not set where each client has its own");
            }
        });
    }

    /** The size that counts here. */
    public int of(Limit limit) {
        return size == null ? limit.size() : size.getOrDefault(limit, limit.size());
    }
}
