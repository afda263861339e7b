package org.vigie.staff;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the codes on paper for the day a passkey or an authenticator is lost: 20 random characters (100 bits) of Crockford's
 * base 32, which has no I, L, O and U, in groups of five.
 */
final class RecoveryCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 5;

    private final String text;

    private RecoveryCode(String text) {
        this.text = text;
    }

    /** As many as a person gets at a time. */
    static List<RecoveryCode> fresh(SecureRandom random) {
        var codes = new ArrayList<RecoveryCode>();
        for (int i = 0; i < StaffLimits.RECOVERY_CODES; i++) {
            var text = new StringBuilder(LENGTH);
            while (text.length() < LENGTH) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            codes.add(new RecoveryCode(text.toString()));
        }
        return List.copyOf(codes);
    }

    /** Reads a code as people type it: spaces and hyphens anywhere, small letters, I and L for 1, O for 0. */
    static Optional<RecoveryCode> parse(String typed) {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < typed.length(); i++) {
            char character = typed.charAt(i);
            if (character == '-' || Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                continue;
            }
            int value = value(character);
            if (value < 0 || text.length() == LENGTH) {
                return Optional.empty();
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.length() == LENGTH ? Optional.of(new RecoveryCode(text.toString())) : Optional.empty();
    }

    String text() {
        return text;
    }

    /** As in {@code 8ZQ40-H7MK2-WD93R-T5V1B}. */
    String grouped() {
        var grouped = new StringBuilder(text);
        for (int place = LENGTH - GROUP; place > 0; place -= GROUP) {
            grouped.insert(place, '-');
        }
        return grouped.toString();
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "RecoveryCode";
    }

    private static int value(char character) {
        char upper = character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
        return switch (upper) {
            case 'I', 'L' -> 1;
            case 'O' -> 0;
            default -> ALPHABET.indexOf(upper);
        };
    }
}
