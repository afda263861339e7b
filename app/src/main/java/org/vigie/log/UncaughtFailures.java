package org.vigie.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no code of ours caught. Java itself would write it to standard error with its text and its thread's name. */
public final class UncaughtFailures {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);

    private UncaughtFailures() {}

    /** From now on, in the whole process, it is logged like everything else. */
    public static void toTheLog() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("a thread ended: {}", LogFailure.of(failure), failure));
    }
}
