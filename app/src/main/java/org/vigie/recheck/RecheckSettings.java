package org.vigie.recheck;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.core.schedule.RecheckSchedule;
import org.vigie.core.schedule.RetryBackoff;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * When items are looked at again.
 *
 * @param misses how many misses by content make an item gone
 * @param gap the least time between two misses that count
 * @param whileUp from one look to the next while the item is up
 * @param afterGone from the removal to the first look whether it is back; the pauses grow from there
 * @param afterGoneMax the longest pause between such looks
 * @param watchAfterGone for how long an item that is gone is looked at
 * @param unclearFirst how soon a look that said nothing is repeated, the first time
 * @param unclearMax the longest pause before such a repetition
 * @param confirmTries how many looks may say nothing before a match counts as not confirmed
 * @param pagesRevisited how many of the pages that showed an item are fetched again when it is first missed
 */
@ConfigurationProperties("vigie.recheck")
record RecheckSettings(
        @DefaultValue("3") int misses,
        @DefaultValue("10m") Duration gap,
        @DefaultValue("4h") Duration whileUp,
        @DefaultValue("1d") Duration afterGone,
        @DefaultValue("30d") Duration afterGoneMax,
        @DefaultValue("365d") Duration watchAfterGone,
        @DefaultValue("10m") Duration unclearFirst,
        @DefaultValue("4h") Duration unclearMax,
        @DefaultValue("8") int confirmTries,
        @DefaultValue("2") int pagesRevisited) {
    private static final double GROWTH = 2;
    private static final double JITTER = 0.2;

    /** @throws SettingRefused for a value that makes no sense */
    RecheckSettings {
        SettingRange.of("vigie.recheck")
                .atLeast("misses", misses, 1)
                .zeroOrMore("gap", gap)
                .positive("while-up", whileUp)
                .growing("after-gone", afterGone, "after-gone-max", afterGoneMax)
                .zeroOrMore("watch-after-gone", watchAfterGone)
                .growing("unclear-first", unclearFirst, "unclear-max", unclearMax)
                .atLeast("confirm-tries", confirmTries, 1)
                .atLeast("pages-revisited", pagesRevisited, 0);
    }

    RecheckSchedule schedule() {
        var unclear = new RetryBackoff(unclearFirst, unclearMax, GROWTH, JITTER);
        return new RecheckSchedule(misses, gap, whileUp, afterGone, afterGoneMax, GROWTH, unclear);
    }
}
