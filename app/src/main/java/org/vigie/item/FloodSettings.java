package org.vigie.item;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an entry of a list matches far too much. It is held then, until a person decides.
 *
 * @param items more different items than this within that time
 * @param hosts or more different hosts than this
 * @param within the time
 */
@ConfigurationProperties("vigie.flood")
public record FloodSettings(
        @DefaultValue("500") int items,
        @DefaultValue("50") int hosts,
        @DefaultValue("24h") Duration within) {}
