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
 * @param snapshots how often the index is written to the data directory, if it has changed, so that the next start need not
 *     read all lists from the database; zero keeps no file
 */
@ConfigurationProperties("vigie.match")
public record MatchSettings(
        @DefaultValue("true") boolean polling,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("10m") Duration snapshots) {}
