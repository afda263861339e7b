package org.vigie.match;

/** The lists are not in memory, or what is in memory is too old to rely on: nothing can be said, least of all "no match". */
public class IndexNotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexNotReady(String why) {
        super(why);
    }

    IndexNotReady(String why, Throwable cause) {
        super(why, cause);
    }
}
