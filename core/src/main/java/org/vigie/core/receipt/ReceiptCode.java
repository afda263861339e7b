package org.vigie.core.receipt;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A receipt: 15 random characters (75 bits) and a check character, in Crockford's base 32 (digits and capital letters
 * without I, L, O, U).
 *
 * <p>The check character is a weighted sum over the field GF(32) = GF(2)[x]/(x⁵+x²+1): the character at place i counts
 * times xⁱ, and all sixteen sum to zero. The weights are all different and none is zero, so that every single wrong
 * character and every exchange of two characters is noticed.
 */
public final class ReceiptCode {
    /** Characters, the check character included. */
    public static final int LENGTH = 16;

    private static final int BITS = 5;

    /** Bits of a code that are left to chance: what somebody who guesses is up against. */
    public static final int RANDOM_BITS = (LENGTH - 1) * BITS;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int FIELD_SIZE = 1 << BITS;
    private static final int REDUCTION = 0b100101;
    private static final int GROUP = 4;

    private final String text;

    private ReceiptCode(String text) {
        this.text = text;
    }

    /** A fresh code from 75 bits of this source, which must be a secure one. */
    public static ReceiptCode random(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH - 1];
        random.nextBytes(bytes);
        var text = new StringBuilder(LENGTH);
        int sum = 0;
        for (int place = 0; place < bytes.length; place++) {
            int value = bytes[place] & (FIELD_SIZE - 1);
            text.append(ALPHABET.charAt(value));
            sum ^= weighted(value, place);
        }
        int check = 0;
        while (weighted(check, LENGTH - 1) != sum) {
            check++;
        }
        return new ReceiptCode(text.append(ALPHABET.charAt(check)).toString());
    }

    /**
     * Reads a code as people type it: spaces and hyphens anywhere, small letters, I and L for 1, O for 0. Empty when it has
     * another length, another character, or does not check.
     */
    public static Optional<ReceiptCode> parse(String typed) {
        var text = new StringBuilder(LENGTH);
        int sum = 0;
        for (int i = 0; i < typed.length(); i++) {
            char character = typed.charAt(i);
            if (character == '-' || Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                continue;
            }
            int value = value(character);
            if (value < 0 || text.length() == LENGTH) {
                return Optional.empty();
            }
            sum ^= weighted(value, text.length());
            text.append(ALPHABET.charAt(value));
        }
        return text.length() == LENGTH && sum == 0 ? Optional.of(new ReceiptCode(text.toString())) : Optional.empty();
    }

    /** The 16 characters; a secret of whoever holds them. */
    public String text() {
        return text;
    }

    /** In groups of four, as in {@code 8ZQ4-0H7M-K2WD-93RT}. */
    public String grouped() {
        var grouped = new StringBuilder(text);
        for (int place = LENGTH - GROUP; place > 0; place -= GROUP) {
            grouped.insert(place, '-');
        }
        return grouped.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceiptCode code && text.equals(code.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "ReceiptCode";
    }

    private static int value(char character) {
        char upper = character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
        return switch (upper) {
            case 'I', 'L' -> 1;
            case 'O' -> 0;
            default -> ALPHABET.indexOf(upper);
        };
    }

    /** The value times x to the power of the place, in the field. */
    private static int weighted(int value, int place) {
        int product = value;
        for (int i = 0; i < place; i++) {
            product <<= 1;
            if (product >= FIELD_SIZE) {
                product ^= REDUCTION;
            }
        }
        return product;
    }
}
