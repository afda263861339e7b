package org.vigie.log;

import java.util.regex.Pattern;

/**
 * A word of our own that may stand in the log: the kind of a piece of work, the number of an error. Whoever makes one says
 * that it comes from our code and from nowhere else.
 */
public record LogWord(String text) {
    private static final int CHARACTERS_MAX = 60;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");

    /**
     * Letters, digits, and single dots, hyphens or underscores between them.
     *
     * @throws IllegalArgumentException for anything else, and for more than 60 characters; the text is not in its message
     */
    public LogWord {
        if (text.length() > CHARACTERS_MAX || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no word for the log");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
