package org.vigie.exchange;

import java.util.UUID;

/** What we think of an entry of another member. */
public sealed interface Opinion {
    /** It is right. */
    record Affirmative() implements Opinion {}

    /**
     * It is wrong.
     *
     * @param reason one of the reasons that the service lists
     */
    record Negative(UUID reason) implements Opinion {}
}
