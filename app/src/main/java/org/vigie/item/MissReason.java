package org.vigie.item;

/** What a look found instead of the material. The words are under {@code item.miss.…}. */
public enum MissReason {
    /** The address answers that there is nothing, or its host is no more. */
    NOT_SERVED,
    /** Something else is served, which matches no list. */
    OTHER_CONTENT,
    /** No clear answer, as often as was tried. */
    NO_ANSWER
}
