package org.vigie.intake;

import java.time.Duration;

/** The limits of the public door that no operator needs to change; the others are in {@link IntakeSettings}. */
public final class IntakeLimits {
    /** Characters of what a witness adds in their own words. */
    public static final int WORDS_CHARACTERS_MAX = 2_000;

    /** Characters of an address as typed. */
    public static final int ADDRESS_CHARACTERS_MAX = 4_000;

    /** How long a form may stay open before it is asked to be sent again. */
    static final Duration FORM_LIFE = Duration.ofHours(12);

    /** How far a clock may have gone back since a form was made. */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(5);

    /** Reports that one entry of the audit log names. */
    static final int ARRIVALS_OF_AN_ENTRY_MAX = 50;

    /** How much later a report is fetched that comes from a network which has sent many. */
    static final Duration LATER = Duration.ofHours(1);

    /** What a receipt tells, it tells at multiples of this time after it was asked, whatever had to be looked up. */
    static final Duration RECEIPT_ANSWERS_EVERY = Duration.ofMillis(200);

    /** Before a report is tried again whose host's or day's budget, or the hour of the opener, is spent. */
    public static final Duration BUDGET_PAUSE = Duration.ofMinutes(30);

    /** Before an address that could not be opened is tried again. */
    static final Duration CLOSED_PAUSE = Duration.ofSeconds(30);

    /** Before one asks again what became of an item to which an erased report led. */
    static final Duration UNDECIDED_PAUSE = Duration.ofDays(1);

    /**
     * For how long one asks so. By then every look has long been made, unless none can be; an item that is still matched then
     * waits for its decision, which asks by itself, and costs nothing meanwhile. Longer than one pause.
     */
    static final Duration UNDECIDED_ASKED_FOR = Duration.ofDays(30);

    /** Reports shown on one page of the staff's list. */
    static final int REPORTS_ON_A_PAGE = 50;

    private IntakeLimits() {}
}
