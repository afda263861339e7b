package org.vigie.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * How queued work is run.
 *
 * @param running whether this process takes work at all
 * @param poll how often it looks for due rows
 * @param batch how many rows it claims at once, at most
 * @param lease for how long a claimed row is left to its claimer before another may take it
 * @param triesMax after how many failures a row is set aside
 * @param firstPause the pause after the first failure; it doubles with each further one
 * @param pauseMax the longest pause between two tries
 */
@ConfigurationProperties("vigie.work")
public record WorkSettings(
        @DefaultValue("true") boolean running,
        @DefaultValue("200ms") Duration poll,
        @DefaultValue("16") int batch,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("12") int triesMax,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1h") Duration pauseMax) {

    /** @throws SettingRefused for a value that makes no sense */
    public WorkSettings {
        SettingRange.of("vigie.work")
                .positive("poll", poll)
                .atLeast("batch", batch, 1)
                .positive("lease", lease)
                .atLeast("tries-max", triesMax, 1)
                .growing("first-pause", firstPause, "pause-max", pauseMax);
    }

    /** The pause before the next try after that many failures, at least one. */
    Duration pauseAfter(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 30));
        return pause.compareTo(pauseMax) > 0 ? pauseMax : pause;
    }
}
