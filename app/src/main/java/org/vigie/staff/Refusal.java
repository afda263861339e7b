package org.vigie.staff;

import java.util.Arrays;
import java.util.List;

/**
 * The one way to say no to a person: a key of the messages files and its arguments, shown in the person's language.
 *
 * <p>Arguments are shown and may be logged: they are never addresses, names or words of a reporter.
 */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    @SuppressWarnings("serial") // never serialised; what is given here is text and numbers
    private final List<Object> arguments;

    public Refusal(String key, Object... arguments) {
        super(key + Arrays.toString(arguments));
        this.key = key;
        this.arguments = List.of(arguments);
    }

    public String key() {
        return key;
    }

    /** In the order of {@code {0}}, {@code {1}} … of the message. */
    public List<Object> arguments() {
        return arguments;
    }
}
