package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the HTTP client addresses that were checked. The client connects to what is returned here and asks nobody else, so a
 * name server that answers differently the next time (DNS rebinding) gains nothing. One refused address among many refuses
 * the name: a public server has no reason to name a private one.
 */
final class CheckedResolver implements DnsResolver {
    private final NameService names;
    private final EgressGuard guard;

    CheckedResolver(NameService names, EgressGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(host);
        if (addresses.isEmpty() || addresses.size() > FetchLimits.ADDRESSES_MAX.value()) {
            throw new UnknownHostException("none, or too many, addresses");
        }
        for (InetAddress address : addresses) {
            Optional<String> refusal = guard.refusal(address);
            if (refusal.isPresent()) {
                throw new RefusedAddress(refusal.get());
            }
        }
        return addresses.stream().limit(FetchLimits.ADDRESSES_TRIED_MAX.value()).toArray(InetAddress[]::new);
    }

    /** Asked by schemes of sign-in that are switched off. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
