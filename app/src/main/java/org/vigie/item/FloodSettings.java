package org.vigie.item;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

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
        @DefaultValue("24h") Duration within) {

    /** @throws SettingRefused for a value that makes no sense */
    public FloodSettings {
        SettingRange.of("vigie.flood")
                .atLeast("items", items, 1)
                .atLeast("hosts", hosts, 1)
                .positive("within", within);
    }
}
