package org.vigie.demo;

import java.util.Map;

/** Schedules of seconds where production has hours and days, so that a run shows in two minutes what takes a week. */
final class DemoSchedules {
    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("vigie.crawl.delay-min", "0ms"),
            Map.entry("vigie.crawl.sweep", "100ms"),
            Map.entry("vigie.crawl.contact", "abuse@hotline.example"),
            Map.entry("vigie.notice.grouping", "1s"),
            Map.entry("vigie.notice.mails-per-minute", "600"),
            Map.entry("vigie.notice.reminder-every", "25s"),
            Map.entry("vigie.intake.fetch-spread", "0s"),
            Map.entry("vigie.intake.request-delay", "0ms"),
            Map.entry("vigie.intake.fetches-per-host-a-day", "1000"),
            Map.entry("vigie.limits.size.report-of-network", "1000"),
            Map.entry("vigie.intake.checked-after", "10s"),
            Map.entry("vigie.intake.stage-step", "1s"),
            Map.entry("vigie.recheck.gap", "2s"),
            Map.entry("vigie.recheck.while-up", "3s"),
            Map.entry("vigie.recheck.after-gone", "2s"),
            Map.entry("vigie.recheck.after-gone-max", "5s"),
            Map.entry("vigie.recheck.unclear-first", "2s"),
            Map.entry("vigie.recheck.unclear-max", "5s"));

    private DemoSchedules() {}
}
