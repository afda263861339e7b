package org.vigie.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Settings of the public door, {@code vigie.intake.*}.
 *
 * @param fetchAtOnce whether a report makes this server fetch its address without a person; off, reports wait for one
 * @param fetchesPerHostADay addresses of one host that reports may make this server fetch in 24 hours
 * @param fetchesADay the same for all hosts together
 * @param lateFetchesPercent which part of the two, in percent, reports may use together that are more than their network may
 *     send in an hour
 * @param fetchSpread a report's address is fetched at a random moment within this time after it came: whoever serves the
 *     address sees when it is fetched, and must not see in that who was there a second before
 * @param exactTimeFor how long the exact time of a report is kept; after that its day is left
 * @param requestsPerReport requests that one report may cost: the address, and pictures its page embeds
 * @param requestDelay the least pause between two of these requests to one host
 * @param refetchAfter a report of an address that was reported within this time joins the earlier one
 * @param checkedAfter when a witness reads "checked", whatever was found
 * @param stageStep what a witness reads changes only at multiples of this time (since 1970, UTC)
 */
@ConfigurationProperties("vigie.intake")
public record IntakeSettings(
        @DefaultValue("true") boolean fetchAtOnce,
        @DefaultValue("20") int fetchesPerHostADay,
        @DefaultValue("2000") int fetchesADay,
        @DefaultValue("50") int lateFetchesPercent,
        @DefaultValue("10m") Duration fetchSpread,
        @DefaultValue("3d") Duration exactTimeFor,
        @DefaultValue("60") int requestsPerReport,
        @DefaultValue("2s") Duration requestDelay,
        @DefaultValue("1d") Duration refetchAfter,
        @DefaultValue("1d") Duration checkedAfter,
        @DefaultValue("1d") Duration stageStep) {

    /** @throws SettingRefused for a value that makes no sense */
    public IntakeSettings {
        SettingRange.of("vigie.intake")
                .atLeast("fetches-per-host-a-day", fetchesPerHostADay, 0)
                .atLeast("fetches-a-day", fetchesADay, 0)
                .number("late-fetches-percent", lateFetchesPercent, 0, 100)
                .zeroOrMore("fetch-spread", fetchSpread)
                .zeroOrMore("exact-time-for", exactTimeFor)
                .atLeast("requests-per-report", requestsPerReport, 1)
                .zeroOrMore("request-delay", requestDelay)
                .zeroOrMore("refetch-after", refetchAfter)
                .zeroOrMore("checked-after", checkedAfter)
                .positive("stage-step", stageStep);
    }

    /** How much of a budget those may use that came late. */
    int lateOf(int budget) {
        return (int) ((long) budget * lateFetchesPercent / 100);
    }
}
