package org.vigie.core.hash;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A hash of a system that is not computed here, such as PhotoDNA, which needs a licence: its bytes can be kept and compared for
 * equality, and no more is known of them. Its text form is {@code system:hex}.
 *
 * @param system the name of the system: small letters and digits, as in {@code photodna}, 2 to 32 characters
 * @param hex lower-case hexadecimal, {@link #BYTES_MIN} to {@link #BYTES_MAX} bytes; 144 of PhotoDNA
 */
public record OpaqueHash(String system, String hex) {
    /** PhotoDNA, whose values are 144 bytes. */
    public static final String PHOTODNA = "photodna";

    public static final int BYTES_MIN = 8;
    public static final int BYTES_MAX = 1024;

    private static final int PHOTODNA_BYTES = 144;
    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9]{2,32}");
    private static final HexFormat HEX = HexFormat.of();

    /** @throws IllegalArgumentException unless it is as described, or when it is of a system that is computed here */
    public OpaqueHash {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!SYSTEM.matcher(system).matches() || HashAlgorithm.ofLabel(system).isPresent()) {
            throw new IllegalArgumentException("a system is 2 to 32 small letters and digits");
        }
        int bytes = hex.length() / 2;
        boolean isRightSize =
                system.equals(PHOTODNA) ? bytes == PHOTODNA_BYTES : bytes >= BYTES_MIN && bytes <= BYTES_MAX;
        if (hex.length() % 2 != 0 || !isRightSize || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a hash of %s has another length".formatted(system));
        }
    }

    public static OpaqueHash of(String system, byte[] bytes) {
        return new OpaqueHash(system, HEX.formatHex(bytes));
    }

    /**
     * Reads a value as files write it: hexadecimal digits, or else base 64. A text that could be either is taken for
     * hexadecimal, unless only base 64 gives the length of its system.
     *
     * @param name of the system as the file writes it: letters of any case, with blanks, hyphens and underscores
     * @throws IllegalArgumentException when it is neither
     */
    public static OpaqueHash parse(String name, String value) {
        String system = name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        String text = value.strip();
        try {
            return new OpaqueHash(system, text);
        } catch (IllegalArgumentException notHexadecimal) {
            if (text.length() % 4 != 0) {
                throw notHexadecimal; // the decoder would add what a cut-off value lacks
            }
            return of(system, Base64.getDecoder().decode(text));
        }
    }

    public byte[] bytes() {
        return HEX.parseHex(hex);
    }

    @Override
    public String toString() {
        return system + ":" + hex;
    }
}
