package org.vigie.core.hash;

import java.util.HexFormat;
import java.util.Locale;

/**
 * One hash with its algorithm. Its text form is {@code algorithm:hex}, as in {@code sha256:9f86…}.
 *
 * @param hex lower-case hexadecimal, two digits a byte, exactly as long as the algorithm says
 */
public record HashValue(HashAlgorithm algorithm, String hex) {
    private static final HexFormat HEX = HexFormat.of();

    public HashValue {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != 2 * algorithm.bytes() || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "a %s hash is %d hexadecimal digits".formatted(algorithm.label(), 2 * algorithm.bytes()));
        }
    }

    public static HashValue of(HashAlgorithm algorithm, byte[] bytes) {
        return new HashValue(algorithm, HEX.formatHex(bytes));
    }

    public byte[] bytes() {
        return HEX.parseHex(hex);
    }

    @Override
    public String toString() {
        return algorithm.label() + ":" + hex;
    }
}
