package org.vigie.seal;

/** Keys that the database was sealed with are missing or damaged. Nothing was written in their place. */
public final class KeysLost extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    KeysLost(String sentence) {
        super(sentence);
    }

    KeysLost(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
