package org.vigie.exchange;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Settings of the exchange with services of others.
 *
 * @param every how often a service is asked for what is new
 * @param pagesAtOnce pages of a range that are taken before other work has its turn
 */
@ConfigurationProperties("vigie.exchange")
public record ExchangeSettings(
        @DefaultValue("15m") Duration every,
        @DefaultValue("50") int pagesAtOnce) {

    /** @throws SettingRefused for a value that makes no sense */
    public ExchangeSettings {
        SettingRange.of("vigie.exchange").positive("every", every).atLeast("pages-at-once", pagesAtOnce, 1);
    }
}
