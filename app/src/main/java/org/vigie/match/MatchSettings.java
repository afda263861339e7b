package org.vigie.match;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of matching.
 *
 * @param polling whether this process asks by itself for changes of the lists; without it, changes made by other processes
 *     are seen when what is in memory has become too old
 * @param poll how long it waits between asking; at most a second keeps new entries matching within a second
 */
@ConfigurationProperties("vigie.match")
public record MatchSettings(
        @DefaultValue("true") boolean polling,
        @DefaultValue("500ms") Duration poll) {}
