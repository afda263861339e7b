package org.vigie.core.address;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a canonical address.
 *
 * @param port the port that is connected to
 * @param query null where there is no question mark
 */
record AddressParts(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query) {
    static final String HTTP = "http";
    static final String HTTPS = "https";

    static int defaultPort(String scheme) {
        return scheme.equals(HTTPS) ? 443 : 80;
    }

    String origin() {
        String named = port == defaultPort(scheme) ? "" : ":" + port;
        return scheme + "://" + host + named;
    }

    String pathAndQuery() {
        return query == null ? path : path + "?" + query;
    }

    String text() {
        return origin() + pathAndQuery();
    }

    /** As a record would, this would print the address. */
    @Override
    public String toString() {
        return "[sealed]";
    }
}
