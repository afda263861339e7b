package org.vigie.crawl.fetch;

/** Why no usable answer came. */
public enum FetchFailure {
    /** The name does not exist. */
    NO_SUCH_NAME,
    /** The name servers did not answer, or too late. */
    DNS,
    /** One of the addresses of the name must not be connected to. */
    REFUSED_ADDRESS,
    /** The port is none that is fetched from. */
    REFUSED_PORT,
    /** Nothing accepts connections there. */
    CONNECT,
    /** TLS could not be agreed on. A bad certificate alone is no failure. */
    TLS,
    /** Silence for too long, or not done by the deadline. */
    TIMEOUT,
    /** Bytes came, but too slowly. */
    TOO_SLOW,
    /** A picture, or what claims to be one, over the limit. */
    TOO_BIG,
    /** Grows too much when decompressed. */
    BOMB,
    /** Not HTTP, or HTTP over the limits for headers. */
    BAD_RESPONSE,
    /** Compressed in a way that was not offered, or wrongly. */
    BAD_ENCODING,
    /** A picture that ended before its announced end. */
    TRUNCATED,
    /** The connection broke. */
    BROKEN_OFF,
    /** We stopped, not the server. */
    ABANDONED
}
