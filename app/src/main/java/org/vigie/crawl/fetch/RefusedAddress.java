package org.vigie.crawl.fetch;

import java.net.UnknownHostException;

/** An address that must not be connected to. The text names the rule, never the address. */
final class RefusedAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddress(String rule) {
        super(rule);
    }

    RefusedAddress(String rule, Throwable cause) {
        super(rule);
        initCause(cause);
    }
}
