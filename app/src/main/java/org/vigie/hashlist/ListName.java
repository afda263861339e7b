package org.vigie.hashlist;

import java.util.regex.Pattern;

/**
 * What people call a list, unique within an organisation.
 *
 * @param text 1 to {@value #CHARS_MAX} characters, no control characters, no space at either end
 */
public record ListName(String text) {
    /** The longest name, in characters. */
    public static final int CHARS_MAX = 100;

    private static final Pattern FORM = Pattern.compile("[^\\s\\p{Cntrl}]([^\\p{Cntrl}]{0,98}[^\\s\\p{Cntrl}])?");

    /** @throws IllegalArgumentException unless the text is as described above */
    public ListName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a list name has 1 to %d characters and no control characters".formatted(CHARS_MAX));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
