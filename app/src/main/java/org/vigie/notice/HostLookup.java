package org.vigie.notice;

import java.net.InetAddress;
import java.util.Optional;

/** Where a host name leads now. Asked just before a notice leaves; the test mode's asks no name server. */
@FunctionalInterface
interface HostLookup {
    /** One of its addresses; nothing when it has none, or nobody could say. */
    Optional<InetAddress> addressOf(String host);
}
