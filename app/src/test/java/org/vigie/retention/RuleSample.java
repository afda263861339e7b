package org.vigie.retention;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;

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

    /** What a batch of the night did: erased, and kept by holds. */
    public List<Integer> night(String kind) {
        RetentionService.Batch batch = retention.eraseDue(kind, new UUID(0, 0));
        return List.of(batch.erased(), batch.held());
    }
}
