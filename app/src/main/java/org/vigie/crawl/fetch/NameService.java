package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells the addresses of a host name. Asked once for each connection. */
@FunctionalInterface
interface NameService {
    /**
     * Looks one host up.
     *
     * @param host a name or an address in numbers, without brackets
     * @throws UnknownHostException where there is none
     */
    List<InetAddress> lookup(String host) throws UnknownHostException;
}
