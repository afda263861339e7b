package org.vigie.core.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The network addresses that a crawler must not connect to, because a hostile page names them to reach what lies behind the crawler
 * (server-side request forgery). An address that holds an IPv4 address is judged by that one as well.
 *
 * <p>Denied unless known to be open: in IPv6 everything outside {@code 2000::/3}, but for IPv4-mapped addresses and the
 * well-known prefix of translators ({@code 64:ff9b::/96}, the way of an IPv6-only network to IPv4 hosts), which are what the
 * inner address is. 6to4 and Teredo are refused whatever is inside; the inner address only names the reason.
 */
public final class AddressRanges {
    private static final int IPV4_BYTES = 4;

    private static final List<Range> IPV4 = List.of(
            range("0.0.0.0", 8, SpecialUse.UNSPECIFIED),
            range("10.0.0.0", 8, SpecialUse.PRIVATE),
            range("100.64.0.0", 10, SpecialUse.CARRIER),
            range("127.0.0.0", 8, SpecialUse.LOOPBACK),
            range("169.254.0.0", 16, SpecialUse.LINK_LOCAL),
            range("172.16.0.0", 12, SpecialUse.PRIVATE),
            range("192.0.0.0", 24, SpecialUse.PROTOCOL),
            range("192.0.2.0", 24, SpecialUse.DOCUMENTATION),
            range("192.88.99.0", 24, SpecialUse.TUNNEL),
            range("192.168.0.0", 16, SpecialUse.PRIVATE),
            range("198.18.0.0", 15, SpecialUse.BENCHMARK),
            range("198.51.100.0", 24, SpecialUse.DOCUMENTATION),
            range("203.0.113.0", 24, SpecialUse.DOCUMENTATION),
            range("224.0.0.0", 4, SpecialUse.MULTICAST),
            range("240.0.0.0", 4, SpecialUse.RESERVED));

    /** Judged by the four bytes from {@code innerAt}; the use given is the verdict where the inner address is open. */
    private static final List<Holder> HOLDERS = List.of(
            new Holder(range("::ffff:0:0", 96, SpecialUse.RESERVED), 12, false, true),
            new Holder(range("64:ff9b::", 96, SpecialUse.TUNNEL), 12, false, true),
            new Holder(range("2002::", 16, SpecialUse.TUNNEL), 2, false, false),
            new Holder(range("2001::", 32, SpecialUse.TUNNEL), 12, true, false));

    private static final Range IPV6_OPEN = range("2000::", 3, SpecialUse.RESERVED);

    private static final List<Range> IPV6 = List.of(
            range("::", 128, SpecialUse.UNSPECIFIED),
            range("::1", 128, SpecialUse.LOOPBACK),
            range("64:ff9b:1::", 48, SpecialUse.TUNNEL),
            range("100::", 64, SpecialUse.DISCARD),
            range("2001::", 23, SpecialUse.PROTOCOL),
            range("2001:db8::", 32, SpecialUse.DOCUMENTATION),
            range("3fff::", 20, SpecialUse.DOCUMENTATION),
            range("5f00::", 16, SpecialUse.PROTOCOL),
            range("fc00::", 7, SpecialUse.PRIVATE),
            range("fe80::", 10, SpecialUse.LINK_LOCAL),
            range("fec0::", 10, SpecialUse.PRIVATE),
            range("ff00::", 8, SpecialUse.MULTICAST));

    private AddressRanges() {}

    /** Why this address must not be connected to; empty where it is on the open internet. */
    public static Optional<SpecialUse> refusal(InetAddress address) {
        return refusal(address.getAddress());
    }

    private static Optional<SpecialUse> refusal(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return first(IPV4, address);
        }
        for (Holder holder : HOLDERS) {
            if (holder.range().contains(address)) {
                return refusal(holder.inner(address)).or(holder::refusalOfOpen);
            }
        }
        return first(IPV6, address)
                .or(() -> IPV6_OPEN.contains(address) ? Optional.empty() : Optional.of(SpecialUse.RESERVED));
    }

    private static Optional<SpecialUse> first(List<Range> ranges, byte[] address) {
        return ranges.stream()
                .filter(range -> range.contains(address))
                .map(Range::use)
                .findFirst();
    }

    private static Range range(String network, int bits, SpecialUse use) {
        byte[] start = Stream.of(Ipv4Text.parse(network), Ipv6Text.parse(network))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        return new Range(start, bits, use);
    }

    /** All addresses that share the first bits. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out: rows of the tables above.
    private record Range(byte[] start, int bits, SpecialUse use) {
        boolean contains(byte[] address) {
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return address.length == start.length
                    && Arrays.equals(address, 0, whole, start, 0, whole)
                    && (rest == 0 || ((address[whole] ^ start[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
        }
    }

    /**
     * IPv6 addresses that hold an IPv4 address.
     *
     * @param isInverted Teredo writes the address of its client with all bits turned
     * @param isAsInner whether an open inner address makes the whole open
     */
    private record Holder(Range range, int innerAt, boolean isInverted, boolean isAsInner) {
        byte[] inner(byte[] address) {
            byte[] inner = Arrays.copyOfRange(address, innerAt, innerAt + IPV4_BYTES);
            for (int i = 0; isInverted && i < inner.length; i++) {
                inner[i] = (byte) ~inner[i];
            }
            return inner;
        }

        Optional<SpecialUse> refusalOfOpen() {
            return isAsInner ? Optional.empty() : Optional.of(range.use());
        }
    }
}
