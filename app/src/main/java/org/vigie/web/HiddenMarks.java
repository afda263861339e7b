package org.vigie.web;

/**
 * Characters that nobody sees and that change what is read: those that turn the direction of writing, those without width, and
 * controls. On a page each stands as a mark with its number, so that a text of strangers cannot look like another one.
 */
final class HiddenMarks {
    private HiddenMarks() {}

    /** The text with every hidden character shown as {@code ⟦U+202E⟧}. The same object when there is none. */
    static CharSequence shown(CharSequence text) {
        if (text.codePoints().noneMatch(HiddenMarks::isHidden)) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append("⟦U+%04X⟧".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown;
    }

    /** Format characters, controls but tab and the ends of lines, half characters, and fillers that look like nothing. */
    static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.CONTROL -> point != '\t' && point != '\n' && point != '\r';
            default -> isFiller(point);
        };
    }

    private static boolean isFiller(int point) {
        return switch (point) {
            // combining grapheme joiner; Hangul fillers; Khmer inherent vowels; blank braille pattern
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }
}
