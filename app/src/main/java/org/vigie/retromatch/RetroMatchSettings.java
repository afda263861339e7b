package org.vigie.retromatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Settings of retro-matching.
 *
 * @param pause how long it waits after a list changed, so that one import is one round
 * @param late when, after that, what was seen lately is compared once more; longer than a fetch takes and than lists in memory
 *     may be old
 * @param indexedMediaMax how much of what was seen may be held in memory, about {@value RetroMatchLimits#INDEX_BYTES_PER_MEDIA}
 *     bytes for each; where there is more, or it would take more than half of the memory of this process, all of it is read
 *     from the database for each round. 0 holds nothing
 */
@ConfigurationProperties("vigie.retro-match")
public record RetroMatchSettings(
        @DefaultValue("2s") Duration pause,
        @DefaultValue("5m") Duration late,
        @DefaultValue("20000000") long indexedMediaMax) {

    /** @throws SettingRefused for a value that makes no sense */
    public RetroMatchSettings {
        SettingRange.of("vigie.retro-match")
                .zeroOrMore("pause", pause)
                .zeroOrMore("late", late)
                .atLeast("indexed-media-max", indexedMediaMax, 0);
    }
}
