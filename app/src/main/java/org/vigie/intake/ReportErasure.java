package org.vigie.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.retention.Kept;
import org.vigie.seal.DataKeys;

/** How reports end: the key of the report is destroyed, what was sealed under it goes, day and number stay. */
@Component
class ReportErasure implements Kept {
    private final Reports reports;
    private final Incidents incidents;
    private final DataKeys keys;
    private final Clock clock;

    ReportErasure(Reports reports, Incidents incidents, DataKeys keys, Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "REPORT";
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return reports.olderThan(day, after, limit);
    }

    @Override
    public long countOlderThan(LocalDate day) {
        return reports.countOlderThan(day);
    }

    @Override
    public Optional<UUID> byNumber(long number) {
        return reports.byNumber(number);
    }

    @Override
    public boolean erase(UUID report) {
        if (!reports.erase(report, clock.instant())) {
            return false;
        }
        incidents.erase(report);
        keys.destroy(report);
        return true;
    }
}
