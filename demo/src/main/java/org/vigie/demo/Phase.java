package org.vigie.demo;

/** How far the run has come, as the terminal shows it. */
record Phase(
        long reports, long pages, long images, long found, long notices, long removed, long reappeared, long reminders) {
    String line(long seconds) {
        return "%4d s  %d reports · %d pages, %d pictures looked at · %d found · %d notices · %d removed · %d reappeared · %d reminders"
                .formatted(seconds, reports, pages, images, found, notices, removed, reappeared, reminders);
    }
}
