package org.vigie.seal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Removes copies of keys that a killed process left, with each start. Where it cannot, {@code doctor} goes on naming them. */
@Component
class LeftoversStart implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoversStart.class);

    private final KeyRotationService rotation;

    LeftoversStart(KeyRotationService rotation) {
        this.rotation = rotation;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            int removed = rotation.removeLeftovers();
            if (removed > 0) {
                LOG.warn("{} copies of keys that a killed process had left are removed", removed);
            }
        } catch (IOException e) {
            LOG.error("copies of keys that a killed process left cannot be removed", e);
        }
    }
}
