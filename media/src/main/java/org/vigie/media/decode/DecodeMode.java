package org.vigie.media.decode;

/** From how much of a picture its PDQ hash was made. The order is part of the {@link Wire} form. */
public enum DecodeMode {
    /** Luma of every pixel: the canonical hash. */
    FULL_RESOLUTION("full-resolution");

    private final String label;

    DecodeMode(String label) {
        this.label = label;
    }

    /** As it is shown and printed in JSON. */
    public String label() {
        return label;
    }
}
