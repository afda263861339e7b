package org.vigie.media.decode;

/** Why the decoding process could not hash a picture. The order is part of the {@link Wire} form. */
public enum Fault {
    /** Not one of the formats decoded here, or a variant of one that its decoder does not know. */
    UNSUPPORTED_FORMAT,
    /** The file ends before the picture does. */
    TRUNCATED,
    /** The file breaks the rules of its format so that pixels are lost. */
    CORRUPT,
    /** By its header, more pixels than allowed. */
    TOO_MANY_PIXELS,
    /** It needs more memory than the process has. */
    OUT_OF_MEMORY
}
