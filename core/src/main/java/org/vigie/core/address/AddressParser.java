package org.vigie.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.BadAddress.Reason;

/**
 * Takes an address apart as the WHATWG URL Standard does for its "special" schemes, written for http and https alone: the
 * standard's state machine becomes a few cuts, since the authority ends at the first slash, backslash or question mark.
 */
final class AddressParser {
    private static final int PORT_MAX = 65_535;

    private AddressParser() {}

    static AddressParts parse(String address) {
        String clean = clean(address);
        if (clean.isEmpty()) {
            throw new BadAddress(Reason.EMPTY);
        }
        int colon = schemeEnd(clean);
        if (colon < 0) {
            throw new BadAddress(Reason.SCHEME);
        }
        return withAuthority(scheme(clean, colon), clean.substring(colon + 1));
    }

    static AddressParts resolve(AddressParts base, String reference) {
        String clean = clean(reference);
        int colon = schemeEnd(clean);
        if (colon < 0) {
            return relative(base, clean);
        }
        String scheme = scheme(clean, colon);
        String rest = clean.substring(colon + 1);
        // "http:other.html" on a page of the same scheme is a relative reference, for browsers and so for us.
        return scheme.equals(base.scheme()) ? relative(base, rest) : withAuthority(scheme, rest);
    }

    private static AddressParts relative(AddressParts base, String reference) {
        String rest = withoutFragment(reference);
        if (rest.isEmpty()) {
            return base;
        }
        if (isSlash(rest, 0)) {
            return isSlash(rest, 1) ? withAuthority(base.scheme(), rest) : withPath(base, rest);
        }
        if (rest.charAt(0) == '?') {
            return withPath(base, base.path() + rest);
        }
        String folder = base.path().substring(0, base.path().lastIndexOf('/') + 1);
        return withPath(base, folder + rest);
    }

    private static AddressParts withAuthority(String scheme, String afterScheme) {
        String rest = withoutFragment(afterScheme);
        int start = 0;
        while (isSlash(rest, start)) {
            start++;
        }
        int end = start;
        while (end < rest.length() && !isSlash(rest, end) && rest.charAt(end) != '?') {
            end++;
        }
        String authority = rest.substring(start, end);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = portColon(hostAndPort);
        String host = HostReader.canonical(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        int port = colon < 0 ? AddressParts.defaultPort(scheme) : port(scheme, hostAndPort.substring(colon + 1));
        return withPath(new AddressParts(scheme, host, port, "/", null), rest.substring(end));
    }

    private static AddressParts withPath(AddressParts authority, String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? null : PercentCoding.query(pathAndQuery.substring(mark + 1));
        return new AddressParts(authority.scheme(), authority.host(), authority.port(), path(path), query);
    }

    private static String path(String raw) {
        // Decoding first: "%2e%2e" is a step up too.
        String path = PercentCoding.path(raw.replace('\\', '/'));
        List<String> kept = new ArrayList<>();
        String[] segments = (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean isStep = segment.equals(".") || segment.equals("..");
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!isStep) {
                kept.add(segment);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static int port(String scheme, String digits) {
        if (digits.isEmpty()) {
            return AddressParts.defaultPort(scheme);
        }
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            port = 10 * port + (digit - '0');
            if (digit < '0' || digit > '9' || port > PORT_MAX) {
                throw new BadAddress(Reason.PORT);
            }
        }
        if (port == 0) {
            throw new BadAddress(Reason.PORT);
        }
        return port;
    }

    /** The colon before the port, or -1: the first one outside brackets. */
    private static int portColon(String hostAndPort) {
        int from = hostAndPort.startsWith("[") ? Math.max(0, hostAndPort.indexOf(']')) : 0;
        return hostAndPort.indexOf(':', from);
    }

    private static String scheme(String clean, int colon) {
        String scheme = clean.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals(AddressParts.HTTP) && !scheme.equals(AddressParts.HTTPS)) {
            throw new BadAddress(Reason.SCHEME);
        }
        return scheme;
    }

    /** The colon that ends a scheme, or -1 where the text begins with none. */
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i == 0 ? -1 : i;
            }
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isOther = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!isLetter && (i == 0 || !isOther)) {
                return -1;
            }
        }
        return -1;
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static boolean isSlash(String text, int at) {
        return at < text.length() && (text.charAt(at) == '/' || text.charAt(at) == '\\');
    }

    /** Without tabs and line ends anywhere, and without control characters and white space around. */
    private static String clean(@Nullable String text) {
        if (text == null) {
            throw new BadAddress(Reason.EMPTY);
        }
        if (text.length() > AddressLimits.TEXT_MAX.value()) {
            throw new BadAddress(Reason.TOO_LONG);
        }
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder clean = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '\t' && c != '\n' && c != '\r') {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static boolean isAround(char c) {
        return c <= ' ' || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }
}
