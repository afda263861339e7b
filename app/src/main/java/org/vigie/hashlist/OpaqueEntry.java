package org.vigie.hashlist;

import org.vigie.core.hash.OpaqueHash;

/**
 * A hash of a list that is not computed here, with what the list says of it.
 *
 * @param classAsGiven the class in the words of the list, at most {@link HashListLimits#CLASS_CHARS_MAX} characters
 * @param source who contributed it; empty where the file does not say
 * @param sourceId the source's own name of it; empty where it has none
 */
public record OpaqueEntry(OpaqueHash hash, String classAsGiven, String source, String sourceId) {
    /** What the class means here. */
    public MaterialClass materialClass() {
        return ClassMapping.of(classAsGiven);
    }
}
