package org.vigie.core.address;

/** Why a discovered link is not followed. */
public enum Trap {
    /** The same part of the path again and again, as a wrong relative link makes it: {@code /a/b/a/b/a/b/}. */
    REPEATED_PATH,
    /** A deeper path than {@link AddressLimits#SEGMENTS_MAX}. */
    DEEP_PATH,
    /** The same parameter again and again, or more than {@link AddressLimits#PARAMETERS_MAX}. */
    PARAMETERS,
    /**
     * The address of another host inside this one: a search by address, a proxy, an archive. Asking it would tell a stranger an
     * address that may be one of material, and would make a second item of the same bytes.
     */
    ADDRESS_INSIDE
}
