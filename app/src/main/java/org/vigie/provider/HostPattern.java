package org.vigie.provider;

import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which hosts a provider runs: all names at and below a domain, or all addresses of a network prefix. */
sealed interface HostPattern {
    /** All names that end in this one on a label border. Lower case, ASCII form of international names, no dot around. */
    record Suffix(String name) implements HostPattern {}

    /** A network in CIDR form, as PostgreSQL's {@code cidr} writes it: no bit set outside the prefix. */
    record Prefix(String cidr) implements HostPattern {}

    /** Letters, digits and inner hyphens (RFC 1123, 2.1), at most 63 of them. */
    Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Longest name (RFC 1035, 2.3.4), in characters. */
    int NAME_MAX = 253;

    /**
     * Reads {@code example.org}, {@code *.example.org}, {@code 192.0.2.7}, {@code 192.0.2.0/24} or {@code 2001:db8::/32}.
     * A top-level domain alone is refused: it would give all of {@code .com} to one provider.
     *
     * @return nothing when it is none of these
     */
    static Optional<HostPattern> parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        Optional<InetAddress> literal = literal(address);
        if (literal.isPresent()) {
            int bits = literal.get().getAddress().length * 8;
            return prefix(literal.get(), slash < 0 ? String.valueOf(bits) : trimmed.substring(slash + 1));
        }
        return slash < 0 ? suffix(trimmed) : Optional.empty();
    }

    /** The name itself and every domain above it that has at least two labels, longest first; none for a literal. */
    static List<String> suffixesOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        var suffixes = new ArrayList<String>();
        if (name.length() > NAME_MAX || literal(name).isPresent()) {
            return suffixes;
        }
        suffixes.add(name);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String above = name.substring(dot + 1);
            if (above.indexOf('.') > 0) {
                suffixes.add(above);
            }
        }
        return suffixes;
    }

    /** The address that a host is when it is written as one ({@code 192.0.2.7}, {@code [2001:db8::1]}). Never asks DNS. */
    static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<HostPattern> suffix(String text) {
        String name = text.startsWith("*.") ? text.substring(2) : text.startsWith(".") ? text.substring(1) : text;
        try {
            name = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
        boolean deepEnough = name.indexOf('.') > 0 || name.equals("localhost");
        if (!deepEnough || name.length() > NAME_MAX || name.endsWith(".")) {
            return Optional.empty();
        }
        for (String label : List.of(name.split("\\.", -1))) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Suffix(name));
    }

    private static Optional<HostPattern> prefix(InetAddress address, String length) {
        byte[] bytes = address.getAddress();
        int bits;
        try {
            bits = Integer.parseInt(length);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
        if (bits < 8 || bits > bytes.length * 8) {
            return Optional.empty();
        }
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
        }
        try {
            return Optional.of(new Prefix(InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
        }
    }
}
