package org.vigie.seal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /**
     * Has the opener give up the keys that are marked so, which it keeps for its time of grace.
     *
     * @return empty when it did; else in how long a time it would, and no key is marked any more
     */
    @Transactional
    public Optional<Duration> dropRetired(OrgId org) {
        register.lock();
        try {
            keys.dropRetired(org);
            return Optional.empty();
        } catch (KeysTooYoung young) {
            keys.markKept(org, keys.retired(org));
            return Optional.of(young.left());
        }
    }
}
