package org.vigie.hashlist;

/**
 * What a list says of the material behind a hash, as far as this system acts on it. A closed set: every class that lists
 * use is mapped to one of these by {@link ClassMapping}, and stays readable beside it as it was given.
 */
public enum MaterialClass {
    /** Child sexual abuse material. */
    CSAM,
    /**
     * Harmful or abusive pictures of a known child that the criminal law may not cover. Kept apart from {@link #CSAM} in
     * every notice and every figure.
     */
    HARMFUL_ABUSIVE,
    /** A class that the mapping does not know: it matches, a person looks at it, and no notice is sent by itself. */
    UNMAPPED;

    /**
     * Whether a match of this class may lead to a notice without a person. Only for {@link #CSAM}: the notice says what the
     * material is, and for the other classes these words would be wrong.
     */
    public boolean mayNotify() {
        return this == CSAM;
    }
}
