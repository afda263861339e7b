package org.vigie.core.address;

/**
 * A text that is no address that can be fetched. It carries the reason only: the text may be the address of material, and
 * exceptions end up in logs.
 */
public final class BadAddress extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a text was refused. */
    public enum Reason {
        /** Nothing but white space. */
        EMPTY,
        /** Longer than {@link AddressLimits#TEXT_MAX}, as given or in canonical form. */
        TOO_LONG,
        /** No scheme, or another one than http and https. */
        SCHEME,
        /** No host. */
        NO_HOST,
        /** The host has an empty part or a character that no host name has. */
        HOST,
        /** The host, or a part of it, is longer than DNS allows. */
        HOST_TOO_LONG,
        /** The host ends in a number, so it must be an IPv4 address, and is none. */
        IPV4,
        /** The host stands in brackets, so it must be an IPv6 address, and is none. */
        IPV6,
        /** The host is not ASCII, or claims to be encoded, and breaks the rules for international names. */
        IDN,
        /** The port is no number from 1 to 65,535. */
        PORT
    }

    private final Reason reason;

    BadAddress(Reason reason) {
        super("not an address: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
