package org.vigie.demo.world;

/**
 * What the world saw of a run, from its own access log and mailbox.
 *
 * @param hosts how many hosts there are
 * @param planted listed pictures that links lead to
 * @param noticesSent notices proper, each Message-ID once; reminders are apart
 * @param noticesRepeatedWithNewId notices that came again under another Message-ID
 * @param removed planted pictures that their host took down at least once
 * @param stillUp planted pictures that were never taken down
 * @param reappeared planted pictures that were taken down and served again
 * @param forbiddenFetches requests for what robots.txt forbids, but for reported pages; 0 for a polite crawler
 * @param imagesInMail messages with a picture in them; must be 0
 * @param mailFailures how often an operator could not read mail, or an address in it
 */
public record WorldTally(
        int hosts,
        int planted,
        int noticesSent,
        int remindersSent,
        int noticesRepeatedWithNewId,
        int removed,
        int stillUp,
        int reappeared,
        int forbiddenFetches,
        int imagesInMail,
        int mailFailures) {}
