package org.vigie.core.address;

import java.util.Optional;
import org.vigie.core.address.BadAddress.Reason;

/** Reads the host of an address (WHATWG URL Standard, "host parsing"): a name, an IPv4 address or an IPv6 one in brackets. */
final class HostReader {
    private HostReader() {}

    static String canonical(String host) {
        if (host.isEmpty()) {
            throw new BadAddress(Reason.NO_HOST);
        }
        if (host.startsWith("[")) {
            byte[] number = inBrackets(host).orElseThrow(() -> new BadAddress(Reason.IPV6));
            return "[" + Ipv6Text.canonical(number) + "]";
        }
        String name = HostName.toAscii(PercentCoding.decoded(host));
        if (!Ipv4Text.isMeant(name)) {
            return name;
        }
        byte[] number = Ipv4Text.parse(name).orElseThrow(() -> new BadAddress(Reason.IPV4));
        return Ipv4Text.canonical(number);
    }

    /** The 4 or 16 bytes of a canonical host that is a number. */
    static Optional<byte[]> number(String canonicalHost) {
        return canonicalHost.startsWith("[") ? inBrackets(canonicalHost) : Ipv4Text.parse(canonicalHost);
    }

    private static Optional<byte[]> inBrackets(String host) {
        return host.endsWith("]") ? Ipv6Text.parse(host.substring(1, host.length() - 1)) : Optional.empty();
    }
}
