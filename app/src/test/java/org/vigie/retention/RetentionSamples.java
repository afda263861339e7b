package org.vigie.retention;

import java.time.LocalDate;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.staff.SignedIn;

/** What colleagues did about retention in the bound organisation, for tests of pages. */
@TestComponent
public class RetentionSamples {
    private final RuleService rules;
    private final RetentionService retention;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    RetentionSamples(RuleService rules, RetentionService retention, JdbcClient db, TransactionTemplate transaction) {
        this.rules = rules;
        this.retention = retention;
        this.db = db;
        this.transaction = transaction;
    }

    /** A rule that erases sooner than what counts, and waits for a second administrator. */
    public void askedFor(String kind, int days, LocalDate from, SignedIn by) {
        rules.set(new Rule(kind, days, "Act of example, section 12", from), by.staff());
    }

    /** A hold on the newest report, whatever its number is. */
    public void reportHeld(String reason, SignedIn by) {
        var number = transaction.execute(status ->
                db.sql("select max(number) from incident").query(String.class).single());
        retention.hold("REPORT", number, reason, by.staff());
    }
}
