package org.vigie.core.address;

/**
 * What a network address is set aside for that is not the open internet (IANA special-purpose address registries, RFC 6890 and
 * those it was updated by).
 */
public enum SpecialUse {
    /** This host on this network: {@code 0.0.0.0/8}, {@code ::}. */
    UNSPECIFIED,
    /** This machine: {@code 127.0.0.0/8}, {@code ::1}. */
    LOOPBACK,
    /** Networks of a house or a firm: RFC 1918, {@code fc00::/7}, {@code fec0::/10}. */
    PRIVATE,
    /** Networks of a carrier: {@code 100.64.0.0/10}. */
    CARRIER,
    /** One link, where clouds keep the secrets of their machines: {@code 169.254.0.0/16}, {@code fe80::/10}. */
    LINK_LOCAL,
    /** Protocols: {@code 192.0.0.0/24}, {@code 2001::/23}, {@code 5f00::/16}. */
    PROTOCOL,
    /** Examples in documents. */
    DOCUMENTATION,
    /** Measuring devices: {@code 198.18.0.0/15}. */
    BENCHMARK,
    /** Many receivers: {@code 224.0.0.0/4}, {@code ff00::/8}. */
    MULTICAST,
    /** Not given to anyone: {@code 240.0.0.0/4} with broadcast, and what lies outside {@code 2000::/3}. */
    RESERVED,
    /** Packets to nowhere: {@code 100::/64}. */
    DISCARD,
    /** IPv4 inside IPv6 by a tunnel or a translator that reaches who knows whom: 6to4, Teredo, local translation. */
    TUNNEL
}
