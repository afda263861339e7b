package org.vigie.seal;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to seal where the database names a key that is not here: another copy of Vigie, with key files of its own, made it. What
 * is sealed here would be under a key that the other copy may have destroyed already, since it saw nothing that needs it.
 *
 * <p>The database is asked now and then and not for each value. A copy stops well before {@link SealLimits#RETIRE_AFTER}.
 */
final class NewestKeys {
    private static final Logger LOG = LoggerFactory.getLogger(NewestKeys.class);
    private static final long ASKED_NANOS = SealLimits.NAMED_ASKED_EVERY.toNanos();

    private final String file;
    private final Supplier<List<Integer>> named;
    private volatile long askedAt = System.nanoTime() - ASKED_NANOS;
    private volatile boolean isBehind;

    /**
     * Has not asked yet.
     *
     * @param file of the keys, for whom it concerns
     * @param named the keys that the database names and that were not destroyed
     */
    NewestKeys(String file, Supplier<List<Integer>> named) {
        this.file = file;
        this.named = named;
    }

    /** Asks at the next demand, whenever it asked last. */
    void askAgain() {
        askedAt = System.nanoTime() - ASKED_NANOS;
    }

    /**
     * Under no lock: who waits for a connection here must not keep those waiting who have one.
     *
     * @param here the keys that are in use here
     * @param takeUp looks whether the file has others by now
     * @throws KeysLost when one is missing also then
     */
    void demand(Supplier<Set<Integer>> here, Runnable takeUp) {
        if (System.nanoTime() - askedAt < ASKED_NANOS) {
            return;
        }
        long now = System.nanoTime();
        List<Integer> all = named.get();
        if (!here.get().containsAll(all)) {
            takeUp.run();
            if (!here.get().containsAll(all)) {
                throw behind();
            }
        }
        isBehind = false;
        askedAt = now;
    }

    private KeysLost behind() {
        if (!isBehind) {
            isBehind = true;
            LOG.error(
                    "another copy of Vigie seals with keys that are not here: nothing is sealed until its folder of keys"
                            + " is copied; docs/operating.md says how");
        }
        return new KeysLost(("The key file keys/%s lacks a key with which another copy of Vigie seals on this database."
                        + " Nothing was sealed. Copy the folder of keys from that copy; docs/operating.md says how.")
                .formatted(file));
    }
}
