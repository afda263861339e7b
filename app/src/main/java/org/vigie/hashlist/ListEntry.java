package org.vigie.hashlist;

import org.vigie.core.hash.HashValue;

/**
 * One line of a list file, read.
 *
 * @param line the number of the line on which it starts; the header is line 1
 * @param classAsGiven the class in the words of the list, at most {@link HashListLimits#CLASS_CHARS_MAX} characters
 * @param source who contributed it; empty where the file does not say
 * @param note free words of the list's owner; empty where there are none
 * @param provenance what else the source tells
 */
public record ListEntry(
        long line, HashValue hash, String classAsGiven, String source, String note, Provenance provenance) {
    /** Of a source that tells nothing more. */
    public ListEntry(long line, HashValue hash, String classAsGiven, String source, String note) {
        this(line, hash, classAsGiven, source, note, Provenance.NONE);
    }

    /** What the class means here. */
    public MaterialClass materialClass() {
        return ClassMapping.of(classAsGiven);
    }

    /** Whether it says the same of the same hash, wherever it stands. */
    boolean saysTheSameAs(ListEntry other) {
        return hash.equals(other.hash)
                && classAsGiven.equals(other.classAsGiven)
                && source.equals(other.source)
                && note.equals(other.note)
                && provenance.equals(other.provenance);
    }
}
