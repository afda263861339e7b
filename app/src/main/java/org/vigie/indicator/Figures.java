package org.vigie.indicator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the dashboard shows of one organisation. Clocks look back {@link IndicatorLimits#LOOK_BACK}; counts are of now.
 *
 * @param reportToNotice from a report to the first notice that followed it
 * @param removal from a notice to what it asked for
 * @param states how many items are in each state, most advanced last; empty while there are no items
 * @param stillUp confirmed and not gone
 * @param held wait for a person
 * @param exposures times that something was shown to a person
 * @param queue what is due
 */
public record Figures(
        ReportToNotice reportToNotice,
        RemovalTime removal,
        List<StateCount> states,
        long stillUp,
        long held,
        long exposures,
        Queue queue) {

    /** Items in one state. */
    public record StateCount(String state, long items) {}

    /**
     * Over the reports that led to a notice.
     *
     * @param notified how many these are
     * @param median half took at most this; empty when there are none
     * @param longest empty when there are none
     */
    public record ReportToNotice(long notified, Optional<Duration> median, Optional<Duration> longest) {}

    /**
     * Over the spells whose host was asked.
     *
     * @param asked how many these are
     * @param gone how many of them have ended
     * @param medianLeast the median if each had gone right after it was last seen; empty while more than half is up
     * @param medianMost the median if each had gone right before it was first missed
     */
    public record RemovalTime(long asked, long gone, Optional<Duration> medianLeast, Optional<Duration> medianMost) {}

    /**
     * What waits.
     *
     * @param jobs of the whole installation
     * @param setAside jobs that failed too often, of the whole installation
     * @param reports of this organisation, not yet fetched
     * @param oldestReport how long the oldest of these has waited
     */
    public record Queue(long jobs, long setAside, long reports, Optional<Duration> oldestReport) {}

    /** Nothing has happened yet. */
    public boolean isEmpty() {
        return states.isEmpty() && queue.reports() == 0;
    }
}
