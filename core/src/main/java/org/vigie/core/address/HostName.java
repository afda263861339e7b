package org.vigie.core.address;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigie.core.address.BadAddress.Reason;

/**
 * Host names in ASCII, as UTS 46 says without its transitional part: sharp s and final sigma stay what they are, which
 * {@link java.net.IDN} (IDNA 2003) would change into another host's name.
 *
 * <p>The mapping table of UTS 46 is not carried along; it is made from the tables of the JDK, as the standard itself is: compatibility
 * normalisation (NFKC), lower case, invisible characters dropped. What differs is refused rather than guessed: names with
 * joiners (U+200C, U+200D), Hangul fillers, symbols that Unicode has not assigned yet.
 */
final class HostName {
    private static final String ENCODED = "xn--";
    /** Invisible characters that UTS 46 maps to nothing. */
    private static final String DROPPED = "\u00AD\u034F\u180B\u180C\u180D\u180F\u200B\u2060\u2064\uFEFF";
    /** Letters that print nothing. */
    private static final String FILLERS = "\u115F\u1160\u17B4\u17B5\u3164\uFFA0";

    private HostName() {}

    static String toAscii(String name) {
        String mapped = isAscii(name) ? lowerAscii(name) : mapped(name);
        String whole = mapped.endsWith(".") ? mapped.substring(0, mapped.length() - 1) : mapped;
        if (whole.isEmpty()) {
            throw new BadAddress(name.isEmpty() || mapped.isEmpty() ? Reason.NO_HOST : Reason.HOST);
        }
        List<String> ascii = new ArrayList<>();
        List<String> unicode = new ArrayList<>();
        for (String label : whole.split("\\.", -1)) {
            String shown = isAscii(label) && label.startsWith(ENCODED) ? decoded(label) : label;
            unicode.add(shown);
            ascii.add(encoded(shown));
        }
        if (!BidiRule.holds(unicode)) {
            throw new BadAddress(Reason.IDN);
        }
        String result = String.join(".", ascii);
        if (result.length() > AddressLimits.HOST_MAX.value()) {
            throw new BadAddress(Reason.HOST_TOO_LONG);
        }
        return result;
    }

    /** The name in Unicode; for names that {@link #toAscii} returned. */
    static String toUnicode(String ascii) {
        List<String> labels = new ArrayList<>();
        for (String label : ascii.split("\\.", -1)) {
            labels.add(label.startsWith(ENCODED) ? decoded(label) : label);
        }
        return String.join(".", labels);
    }

    private static String encoded(String label) {
        if (isAscii(label)) {
            checkAscii(label);
            return label;
        }
        checkUnicode(label);
        // Before the encoding, whose work grows with the square of the length, and which never makes a label shorter.
        if (label.codePointCount(0, label.length()) > AddressLimits.LABEL_MAX.value()) {
            throw new BadAddress(Reason.HOST_TOO_LONG);
        }
        String encoded = ENCODED + Punycode.encode(label);
        if (encoded.length() > AddressLimits.LABEL_MAX.value()) {
            throw new BadAddress(Reason.HOST_TOO_LONG);
        }
        return encoded;
    }

    private static String decoded(String label) {
        if (label.length() > AddressLimits.LABEL_MAX.value()) {
            throw new BadAddress(Reason.HOST_TOO_LONG);
        }
        Optional<String> shown = Punycode.decode(label.substring(ENCODED.length()));
        // A name may be encoded in one way only, or two spellings would be one host.
        boolean isOnlyWay = shown.isPresent()
                && !isAscii(shown.get())
                && mapped(shown.get()).equals(shown.get())
                && label.equals(ENCODED + Punycode.encode(shown.get()));
        if (!isOnlyWay) {
            throw new BadAddress(Reason.IDN);
        }
        return shown.get();
    }

    private static void checkAscii(String label) {
        if (label.length() > AddressLimits.LABEL_MAX.value()) {
            throw new BadAddress(Reason.HOST_TOO_LONG);
        }
        if (label.isEmpty() || !label.chars().allMatch(HostName::isPlain)) {
            throw new BadAddress(Reason.HOST);
        }
    }

    private static void checkUnicode(String label) {
        if (isMark(label.codePointAt(0)) || !label.codePoints().allMatch(HostName::isAllowed)) {
            throw new BadAddress(Reason.IDN);
        }
    }

    private static boolean isAllowed(int point) {
        if (point < 128) {
            return isPlain(point);
        }
        return switch (Character.getType(point)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> point != 0xFFFD && FILLERS.indexOf(point) < 0;
        };
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** The characters of ASCII host names after lower case; the underscore is no letter of DNS but in wide use. */
    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String lowerAscii(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static String mapped(String name) {
        StringBuilder mapped = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints().forEach(point -> {
            boolean isSelector = point >= 0xFE00 && point <= 0xFE0F;
            if (point == 0x3002) {
                mapped.append('.');
            } else if (point == 0x130) {
                mapped.append("i\u0307");
            } else if (!isSelector && DROPPED.indexOf(point) < 0) {
                mapped.appendCodePoint(folded(point));
            }
        });
        return Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    }

    /** Lower case without regard to neighbours; Cherokee alone folds to its older, upper-case letters. */
    private static int folded(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.CHEROKEE
                ? Character.toUpperCase(point)
                : Character.toLowerCase(point);
    }
}
