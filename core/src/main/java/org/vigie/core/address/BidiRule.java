package org.vigie.core.address;

import java.util.List;

/**
 * The rule for names with right-to-left letters (RFC 5893, 2): without it the parts of a name could be shown in another order
 * than they are written.
 */
final class BidiRule {
    private BidiRule() {}

    static boolean holds(List<String> labels) {
        return labels.stream().noneMatch(BidiRule::hasRightToLeft)
                || labels.stream().allMatch(BidiRule::holds);
    }

    private static boolean hasRightToLeft(String label) {
        return label.codePoints().map(Character::getDirectionality).anyMatch(d -> isRight(d) || isArabicNumber(d));
    }

    private static boolean holds(String label) {
        int[] directions = label.codePoints().map(Character::getDirectionality).toArray();
        if (directions.length == 0) {
            return false;
        }
        boolean isRightToLeft = isRight(directions[0]);
        if (!isRightToLeft && directions[0] != Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
            return false;
        }
        int end = directions.length - 1;
        while (end > 0 && directions[end] == Character.DIRECTIONALITY_NONSPACING_MARK) {
            end--;
        }
        boolean hasEuropean = false;
        boolean hasArabic = false;
        for (int direction : directions) {
            hasEuropean |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            hasArabic |= isArabicNumber(direction);
            boolean fits = isNeutral(direction)
                    || (isRightToLeft
                            ? isRight(direction) || isArabicNumber(direction)
                            : direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
            if (!fits) {
                return false;
            }
        }
        boolean endsInNumber = directions[end] == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
        return isRightToLeft
                ? (isRight(directions[end]) || endsInNumber || isArabicNumber(directions[end]))
                        && !(hasEuropean && hasArabic)
                : directions[end] == Character.DIRECTIONALITY_LEFT_TO_RIGHT || endsInNumber;
    }

    private static boolean isRight(int direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isArabicNumber(int direction) {
        return direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    private static boolean isNeutral(int direction) {
        return switch ((byte) direction) {
            case Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                    Character.DIRECTIONALITY_OTHER_NEUTRALS,
                    Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
                    Character.DIRECTIONALITY_NONSPACING_MARK -> true;
            default -> false;
        };
    }
}
