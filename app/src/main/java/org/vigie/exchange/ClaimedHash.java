package org.vigie.exchange;

import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.Recall;

/**
 * A hash that somebody says at a service, computed here or not.
 *
 * @param kind the name of the algorithm, or of a system that is not computed here, which is written small
 * @param hex lower-case hexadecimal
 */
record ClaimedHash(String kind, String hex) {
    static ClaimedHash of(HashValue hash) {
        return new ClaimedHash(hash.algorithm().name(), hash.hex());
    }

    static ClaimedHash of(OpaqueHash hash) {
        return new ClaimedHash(hash.system(), hash.hex());
    }

    /** Nobody says it any more. */
    Recall recall() {
        boolean isOpaque = kind.chars().noneMatch(Character::isUpperCase);
        return isOpaque
                ? Recall.ofOpaque(0, new OpaqueHash(kind, hex))
                : new Recall(0, new HashValue(HashAlgorithm.valueOf(kind), hex), "");
    }
}
