package org.vigie.limit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of limits of rate, {@code vigie.limits.*}.
 *
 * @param size other sizes than those of {@link Limit}, by name as in {@code vigie.limits.size.report-of-network=100}; the
 *     refill follows
 */
@ConfigurationProperties("vigie.limits")
public record LimitSettings(@Nullable Map<Limit, Integer> size) {
    /** @throws IllegalArgumentException where a size is less than 1, or is that of a limit whose size is set for each client */
    public LimitSettings {
        size = size == null ? Map.of() : Map.copyOf(size);
        size.forEach((limit, number) -> {
            if (number < 1 || limit.per() == Limit.Per.CLIENT) {
                throw new IllegalArgumentException("vigie.limits.size of " + limit + " cannot be " + number);
            }
        });
    }

    /** The size that counts here. */
    public int of(Limit limit) {
        return size == null ? limit.size() : size.getOrDefault(limit, limit.size());
    }
}
