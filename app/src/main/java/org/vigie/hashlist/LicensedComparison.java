package org.vigie.hashlist;

import java.util.OptionalLong;

/**
 * Where an operator who holds a licence plugs a comparison of such hashes in, as PhotoDNA's: a jar on the class path that names
 * its class in {@code META-INF/services/org.vigie.hashlist.LicensedComparison}. Vigie has none, and compares for equality alone
 * without one.
 *
 * <p>It is called by many threads. It must not write anything anywhere, and what it throws ends the look-up: no answer is better
 * than half of one.
 */
public interface LicensedComparison {
    /** The system whose hashes it compares, as in {@link org.vigie.core.hash.OpaqueHash#system}. */
    String system();

    /**
     * How far two values are from each other; empty where they are no match by the rules of the system.
     *
     * @param asked the value that is looked up
     * @param listed a value of a list, of the same system
     */
    OptionalLong distance(byte[] asked, byte[] listed);
}
