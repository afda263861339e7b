package org.vigie.retromatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of retro-matching.
 *
 * @param pause how long it waits after a list changed, so that one import is one round
 * @param late when, after that, what was seen lately is compared once more; longer than a fetch takes and than lists in memory
 *     may be old
 */
@ConfigurationProperties("vigie.retro-match")
public record RetroMatchSettings(
        @DefaultValue("2s") Duration pause,
        @DefaultValue("5m") Duration late) {}
