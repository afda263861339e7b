package org.vigie.compartment;

import java.time.Duration;

/** The limits of this module. */
final class CompartmentLimits {
    static final int NAME_CHARACTERS_MAX = 100;

    /** Characters in a reason, and in a review. */
    static final int REASON_CHARACTERS_MAX = 500;

    /** Compartments that one person may be in when they open another, and that their page shows. */
    static final int COMPARTMENTS_MAX = 200;

    /** Members, now and before, on the page of one. */
    static final int MEMBERS_SHOWN_MAX = 200;

    /** People to choose from who might come in. */
    static final int PEOPLE_SHOWN_MAX = 500;

    /** What lies in one, on its page. */
    static final int ROWS_SHOWN_MAX = 100;

    /** How long a colleague can agree to the breaking of a glass after it was asked for. */
    static final Duration GLASS_ASKED_LIFE = Duration.ofMinutes(30);

    /** Requests to break a glass that one person has open at a time. */
    static final int GLASS_ASKED_MAX = 5;

    /** Open requests of an organisation on the page where colleagues agree. */
    static final int GLASS_SHOWN_MAX = 50;

    /** How long somebody sees in who broke the glass. */
    static final Duration GLASS_LIFE = Duration.ofMinutes(60);

    /** A member reviews that within this time. */
    static final Duration REVIEW_WITHIN = Duration.ofDays(3);

    /** How long another administrator can agree that somebody be let in where nobody is. */
    static final Duration APPOINTMENT_LIFE = Duration.ofDays(3);

    private CompartmentLimits() {}
}
