package org.vigie.core.address;

/** The limits on addresses, each with its unit. */
public enum AddressLimits {
    /** The longest address that is read, and the longest canonical text that is kept. */
    TEXT_MAX(4_096, "characters"),
    /** The longest host name: 255 bytes in a DNS message are 253 characters of text (RFC 1035, 3.1). */
    HOST_MAX(253, "characters"),
    /** The longest part of a host name between two dots (RFC 1035, 2.3.4). */
    LABEL_MAX(63, "characters"),
    /** The deepest path that a discovered link may have. */
    SEGMENTS_MAX(20, "path segments"),
    /** How often one path segment may follow itself; stores that spread files over folders do have {@code /0/0/0/}. */
    SEGMENT_IN_A_ROW_MAX(3, "times"),
    /** How often a run of two or more path segments may follow itself. */
    SEGMENT_RUN_IN_A_ROW_MAX(2, "times"),
    /** How many parameters the query of a discovered link may have. */
    PARAMETERS_MAX(32, "parameters"),
    /** How often the same parameter with the same value may stand in a query. */
    PARAMETER_REPEATS_MAX(3, "times"),
    /** How many layers of percent-encoding are taken off when looking for an address inside an address. */
    ENCODING_LAYERS_MAX(3, "layers");

    private final int value;
    private final String unit;

    AddressLimits(int value, String unit) {
        this.value = value;
        this.unit = unit;
    }

    public int value() {
        return value;
    }

    /** What {@link #value} counts, in English. */
    public String unit() {
        return unit;
    }
}
