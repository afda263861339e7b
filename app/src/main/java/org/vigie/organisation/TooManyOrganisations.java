package org.vigie.organisation;

/** One installation holds no more of them. */
public final class TooManyOrganisations extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyOrganisations() {
        super("an installation has at most %d organisations".formatted(OrganisationService.ORGANISATIONS_MAX));
    }
}
