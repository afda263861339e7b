package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of test mode: those given, {@code localhost} and what lies under it, and numbers. No name server is asked. */
final class TestNames implements NameService {
    private final Map<String, InetAddress> given = new HashMap<>();

    /** Takes names as the setting gives them.
     *
     * @throws IllegalArgumentException unless each is {@code NAME=IP} with an address of this machine */
    TestNames(List<String> names) {
        for (String name : names) {
            int equals = name.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("vigie.crawl.test-names takes NAME=IP, separated by commas");
            }
            given.put(
                    name.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    loopback(name.substring(equals + 1).strip()));
        }
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        InetAddress address = given.get(host);
        if (address != null) {
            return List.of(address);
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        }
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            throw new RefusedAddress("test mode knows no such name", e);
        }
    }

    private static InetAddress loopback(String text) {
        InetAddress address = InetAddress.ofLiteral(text);
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("vigie.crawl.test-names gives addresses of this machine only");
        }
        return address;
    }
}
