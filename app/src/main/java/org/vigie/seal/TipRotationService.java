package org.vigie.seal;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.OrgId;

/** The same as {@link KeyRotationService} for the keys of tips of one organisation, under the same lock. */
@Service
class TipRotationService {
    private final TipKeys keys;
    private final KeyRegister register;

    TipRotationService(TipKeys keys, KeyRegister register) {
        this.keys = keys;
        this.register = register;
    }

    /** As {@link TipKeys#takeUp}, while nobody else changes keys. */
    @Transactional
    public void takeUp(OrgId org) {
        register.lock();
        keys.takeUp(org);
    }

    @Transactional
    public void rotate(OrgId org) {
        register.lock();
        keys.rotate(org);
    }

    /** As {@link KeyRotationService#markRetired}. */
    @Transactional
    public boolean markRetired(OrgId org, List<Integer> unneeded) {
        register.lock();
        if (!keys.old(org).equals(unneeded)) {
            return false;
        }
        keys.markRetired(org, unneeded);
        return true;
    }

    /** As {@link KeyRotationService#dropRetired}. */
    @Transactional
    public void dropRetired(OrgId org) {
        register.lock();
        keys.dropRetired(org);
    }
}
