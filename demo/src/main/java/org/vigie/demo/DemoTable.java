package org.vigie.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of one run. What is planted, notices, repeats and removals come from the demo world's own access log and
 * mailbox; the rest is what Vigie says of itself. The names of {@link #fields} are a contract with other people's scripts.
 */
record DemoTable(
        int hosts,
        long pagesFetched,
        long imagesFetched,
        long imagesDistinct,
        long undecodable,
        int planted,
        int found,
        int falsePositives,
        int noticesSent,
        int noticesRepeatedWithNewId,
        int removed,
        int stillUp,
        int reappeared,
        long forbiddenByRobots,
        double secondsReportToNoticeP50,
        double secondsReportToNoticeMax,
        long humanExposures,
        double secondsTotal) {
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hosts", hosts);
        fields.put("pages_fetched", pagesFetched);
        fields.put("images_fetched", imagesFetched);
        fields.put("images_distinct", imagesDistinct);
        fields.put("undecodable", undecodable);
        fields.put("planted", planted);
        fields.put("found", found);
        fields.put("false_positives", falsePositives);
        fields.put("notices_sent", noticesSent);
        fields.put("notices_repeated_with_new_id", noticesRepeatedWithNewId);
        fields.put("removed", removed);
        fields.put("still_up", stillUp);
        fields.put("reappeared", reappeared);
        fields.put("forbidden_by_robots", forbiddenByRobots);
        fields.put("seconds_report_to_notice_p50", tenths(secondsReportToNoticeP50));
        fields.put("seconds_report_to_notice_max", tenths(secondsReportToNoticeMax));
        fields.put("human_exposures", humanExposures);
        fields.put("seconds_total", tenths(secondsTotal));
        return fields;
    }

    private static double tenths(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
