package org.vigie.retention;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkAtOnce;

/** Rules, and nights, for tests of other packages. */
public class RuleSample {
    private final RetentionService retention;
    private final Rules rules;
    private final TransactionTemplate transaction;

    public RuleSample(RetentionService retention, JdbcClient db, TransactionTemplate transaction) {
        this.retention = retention;
        this.rules = new Rules(db);
        this.transaction = transaction;
    }

    /** As one that has counted before, whoever agreed to it. */
    public boolean set(String kind, int days, LocalDate from) {
        transaction.executeWithoutResult(status -> rules.add(
                new Rule(kind, days, "Act of example", from),
                CurrentOrganisation.require(),
                UUID.randomUUID(),
                from.atStartOfDay(ZoneOffset.UTC).toInstant()));
        return true;
    }

    /** What a page of a night did: erased, and kept by holds. */
    public List<Integer> night(String kind) {
        List<RetentionService.Ended> ended = retention.due(kind, NightStanding.START).stream()
                .map(record -> retention.eraseDue(kind, record))
                .toList();
        return List.of(
                Collections.frequency(ended, RetentionService.Ended.ERASED),
                Collections.frequency(ended, RetentionService.Ended.HELD));
    }

    /** A night of the bound organisation, from its beginning to its end. */
    public static void night(Night night, WorkAtOnce work) {
        UUID organisation = CurrentOrganisation.require().value();
        night.handle(organisation);
        while (work.run(NightTurn.KIND, organisation)) {
            // until it puts itself down no more
        }
    }
}
