package org.vigie.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Rules, and nights, for tests of other packages. */
public class RuleSample {
    private final RetentionService retention;

    public RuleSample(RetentionService retention) {
        this.retention = retention;
    }

    public boolean set(String kind, int days, LocalDate from) {
        retention.setRule(new Rule(kind, days, "Act of example", from), UUID.randomUUID());
        return true;
    }

    /** What a batch of the night did: erased, and kept by holds. */
    public List<Integer> night(String kind) {
        RetentionService.Batch batch = retention.eraseDue(kind, new UUID(0, 0));
        return List.of(batch.erased(), batch.held());
    }
}
