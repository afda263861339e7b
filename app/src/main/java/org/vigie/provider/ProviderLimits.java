package org.vigie.provider;

import org.vigie.audit.AuditAct;

/** The limits of this module. */
public final class ProviderLimits {
    /** Lines of one imported file that are read; what follows is reported as cut off. */
    public static final int IMPORT_LINES_MAX = 100_000;

    /** Rejected lines that a report names; more are only counted. */
    public static final int REJECTED_SHOWN_MAX = 200;

    /** Characters of a provider's name. */
    public static final int NAME_CHARACTERS_MAX = 200;

    /** Characters of an e-mail address (RFC 5321, 4.5.3.1.3). */
    public static final int EMAIL_CHARACTERS_MAX = 254;

    /** Providers on a page: as many as one entry of the audit log names. */
    public static final int PAGE_ROWS = AuditAct.SUBJECTS_MAX;

    private ProviderLimits() {}
}
