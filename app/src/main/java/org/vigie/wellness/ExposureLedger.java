package org.vigie.wellness;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How often media was shown to people of the organisation that is bound. Whatever shows any must write here first. */
@Service
public class ExposureLedger {
    private final Exposures exposures;

    ExposureLedger(Exposures exposures) {
        this.exposures = exposures;
    }

    /** All showings ever: 0 in this version, which shows nothing. */
    @Transactional(readOnly = true)
    public long count() {
        return exposures.count();
    }
}
