package org.vigie.organisation;

/**
 * What an organisation is. It is settled when the organisation is made and never changes: what its people may be and which
 * pages are open to them follow from it.
 */
public enum OrganisationKind {
    /** Takes reports of the public, matches, and asks hosts to remove. */
    HOTLINE,
    /** A hotline elsewhere that assesses and gives hash lists. */
    PARTNER_HOTLINE,
    /** The national police intake: keeps lists of its own, gets referrals. */
    NATIONAL_POLICE_CENTRE,
    /** A provincial or municipal unit that investigates. */
    POLICE_SERVICE,
    /** Crown counsel. */
    CROWN_OFFICE,
    /** Helps one child and family, with police, child protection and medicine at one table. */
    ADVOCACY_CENTRE,
    /** Runs an online service or hosts one. Its people never see a hash list or a report. */
    PROVIDER,
    /** Oversees the national strategy: figures only. */
    PUBLIC_SAFETY_DEPARTMENT
}
