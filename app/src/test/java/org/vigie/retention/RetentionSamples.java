package org.vigie.retention;

import java.time.LocalDate;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.staff.SignedIn;

/** What colleagues did about retention in the bound organisation, for tests of pages. */
@TestComponent
public class RetentionSamples {
    private final RuleService rules;
    private final RetentionService retention;

    RetentionSamples(RuleService rules, RetentionService retention) {
        this.rules = rules;
        this.retention = retention;
    }

    /** A rule that erases sooner than what counts, and waits for a second administrator. */
    public void askedFor(String kind, int days, LocalDate from, SignedIn by) {
        rules.set(new Rule(kind, days, "Act of example, section 12", from), by.staff());
    }

    /** A hold on a record, named as on the page. */
    public void held(String kind, String name, String reason, SignedIn by) {
        retention.hold(kind, name, reason, by.staff());
    }
}
