/**
 * Intake: the public door. A witness gives an address and, if they wish, a few words, gets a receipt code, and later reads
 * with it how far things have come. There is no account, no cookie, no script, and nothing of the witness is kept: no
 * network address, no browser, and of the report's time only the day. One exact time is kept for a few days, the incident's,
 * because the clock from report to notice counts seconds and a stage must not be taken back; {@link
 * org.vigie.intake.DayEndService} then leaves its day. The address is fetched a random while after it was reported, and the
 * audit log names the arrivals of a day together.
 *
 * <p>The door is no oracle and no weapon. <i>Checked</i> appears after a fixed time whatever was found; <i>host asked</i>
 * only together with <i>removed</i>; what is shown changes at the ticks of {@link org.vigie.intake.IntakeSettings#stageStep}
 * only. A report makes this server fetch one address, within a budget a day for each host and in all; whoever reports too
 * much waits longer and is never refused.
 *
 * <p>A program reports as a form does: {@code GET /report}, then {@code POST /report} with the form's hidden {@code token},
 * {@code address}, {@code words} and {@code confirmed=yes}. The same address sent twice with one token is one
 * report with one code; another address is another.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "database",
            "organisation",
            "seal",
            "audit",
            "work",
            "limit",
            "staff",
            "compartment",
            "retention",
            "item",
            "crawl"
        })
package org.vigie.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
