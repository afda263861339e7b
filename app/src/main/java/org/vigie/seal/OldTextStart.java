package org.vigie.seal;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;

/**
 * Seals what a former version kept plain, before anything is served: the rest of the program knows only the sealed columns. A
 * start that is broken off is gone on with by the next.
 */
@Component
class OldTextStart implements SmartInitializingSingleton {
    private final OldTextService texts;
    private final OrganisationService organisations;

    OldTextStart(OldTextService texts, OrganisationService organisations) {
        this.texts = texts;
        this.organisations = organisations;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (OldTexts.Column column : texts.open()) {
            organisations.forEach(org -> CurrentOrganisation.inAllCompartments(org, () -> {
                while (texts.batch(column)) {
                    // each is a transaction of its own
                }
            }));
            texts.done(column);
        }
    }
}
