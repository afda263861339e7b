package org.vigie.core.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https address in its one canonical spelling. Two addresses are equal when their texts are.
 *
 * <p>Read as browsers read (WHATWG URL Standard, "URL parsing" and "host parsing"), and then normalised further (RFC 3986,
 * 6.2.2): tabs, line ends and surrounding white space dropped; backslashes read as slashes; user and password dropped; the host
 * in lower-case ASCII, IPv4 addresses in any of their spellings as four decimal numbers, IPv6 addresses as in RFC 5952,
 * international names by the rules of UTS 46 without its transitional part; the default port dropped; {@code .} and {@code ..}
 * resolved; percent-encoding decoded for letters, digits and {@code -._~}, else in upper case; the fragment dropped; an empty
 * path as {@code /}.
 *
 * <p>Stricter than browsers on purpose: the text is always a valid {@link java.net.URI} (so a lone {@code %} and
 * <code>|^[]{}</code> are percent-encoded), the dot at the end of a host name is dropped, ASCII host names have letters, digits,
 * {@code -} and {@code _} only, names with invisible joiners and port 0 are refused.
 *
 * <p>This is a class and no record so that an uncanonical text cannot be wrapped, and so that no JSON writer finds a
 * component to print.
 */
public final class CanonicalAddress {
    private static final Pattern SCHEME_ANYWHERE = Pattern.compile("(h)tt(p)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WWW_ANYWHERE = Pattern.compile("(www)\\.", Pattern.CASE_INSENSITIVE);

    private final AddressParts parts;
    private final String text;

    private CanonicalAddress(AddressParts parts) {
        this.parts = parts;
        this.text = parts.text();
        if (text.length() > AddressLimits.TEXT_MAX.value()) {
            throw new BadAddress(BadAddress.Reason.TOO_LONG);
        }
    }

    /**
     * Reads an absolute address.
     *
     * @throws BadAddress with the reason, never with the text
     */
    public static CanonicalAddress parse(String address) {
        return new CanonicalAddress(AddressParser.parse(address));
    }

    /** Reads an absolute address where a bad one is nothing to stop for. */
    public static Optional<CanonicalAddress> find(String address) {
        try {
            return Optional.of(parse(address));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a reference as found on a page of this address (or of its {@code base}): absolute, from the root, relative, of
     * another host ({@code //host/…}), or a query alone. An empty reference is this address.
     *
     * @throws BadAddress also for schemes other than http and https, as in {@code mailto:} and {@code data:}
     */
    public CanonicalAddress resolve(String reference) {
        return new CanonicalAddress(AddressParser.resolve(parts, reference));
    }

    /** The whole canonical text. It may be a secret: seal it at rest, keep it out of logs, show it {@link #defanged}. */
    public String text() {
        return text;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return parts.scheme();
    }

    /** The host in ASCII; an IPv6 address stands in brackets. */
    public String host() {
        return parts.host();
    }

    /**
     * The host as its owner writes it, in Unicode. It may be made to look like another name: show it only beside
     * {@link #host}.
     */
    public String hostInUnicode() {
        return HostName.toUnicode(parts.host());
    }

    /** The address itself where the host is a number, without asking any name server. */
    public Optional<InetAddress> hostNumber() {
        return HostReader.number(parts.host()).map(CanonicalAddress::toInetAddress);
    }

    /** The port that is connected to, 1 to 65,535, named in the address or not. */
    public int port() {
        return parts.port();
    }

    /** Begins with {@code /}. */
    public String path() {
        return parts.path();
    }

    /** What follows the first {@code ?}; may be empty without being absent. */
    public Optional<String> query() {
        return Optional.ofNullable(parts.query());
    }

    /** What is asked of the host: path, and query where there is one. */
    public String pathAndQuery() {
        return parts.pathAndQuery();
    }

    /** Scheme, host and port where it is not the default one: {@code https://example.org:8443}. */
    public String origin() {
        return parts.origin();
    }

    /**
     * The address made harmless for the screen and for letters: {@code hxxps://example[.]org/a.jpg}. No program makes a link of
     * it, and people in the trade can read it back.
     */
    public String defanged() {
        String rest = SCHEME_ANYWHERE.matcher(pathAndQuery()).replaceAll("$1xx$2");
        String origin = origin().replace("http", "hxxp").replace(".", "[.]");
        return origin + WWW_ANYWHERE.matcher(rest).replaceAll("$1[.]");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalAddress that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Never the text, so that no log line and no message prints it by accident. */
    @Override
    public String toString() {
        return "[sealed]";
    }

    private static InetAddress toInetAddress(byte[] number) {
        try {
            return InetAddress.getByAddress(number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes expected, not %d".formatted(number.length), e);
        }
    }
}
