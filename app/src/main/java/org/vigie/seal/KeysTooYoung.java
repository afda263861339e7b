package org.vigie.seal;

import java.time.Duration;

/** The opener's own rules allow a change of keys of tips only later. */
final class KeysTooYoung extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration left;

    KeysTooYoung(Duration left) {
        super("keys of tips are too young to be changed");
        this.left = left;
    }

    /** In how long a time it may be asked again. */
    Duration left() {
        return left;
    }
}
