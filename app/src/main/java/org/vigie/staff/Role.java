package org.vigie.staff;

/** What a person of an organisation may be. A person may hold several roles; each page names the ones that open it. */
public enum Role {
    /** Invites people, gives roles, sets the organisation up. */
    ADMINISTRATOR,
    /** Works on items and notices. */
    ANALYST,
    /** Imports hash lists and withdraws entries. */
    LIST_KEEPER,
    /** Reads the audit log and figures; changes nothing. */
    AUDITOR
}
