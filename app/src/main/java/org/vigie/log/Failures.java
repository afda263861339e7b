package org.vigie.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** An exception without its words: the classes of it, of its causes and of what it suppressed, and frames of known code. */
final class Failures {
    /** Exceptions of one chain. */
    private static final int FAILURES_MAX = 20;

    /** Frames of one exception. */
    private static final int FRAMES_MAX = 40;

    private Failures() {}

    /**
     * One exception.
     *
     * @param relation how it belongs to the one before: {@code failure}, {@code cause} or {@code suppressed}
     * @param kind class, with SQLSTATE where there is one
     * @param frames of our code and of the JDK
     * @param left frames that are not shown: of libraries, or past the limit
     */
    record Failure(String relation, String kind, List<String> frames, int left) {}

    static List<Failure> of(Throwable failure) {
        List<Failure> found = new ArrayList<>();
        add("failure", failure, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return List.copyOf(found);
    }

    /** For the log: a line for each failure with its kind, and its frames; never its message. */
    static String text(List<Failure> failures) {
        var text = new StringBuilder();
        for (Failure failure : failures) {
            text.append("  %s %s\n".formatted(failure.relation(), failure.kind()));
            failure.frames()
                    .forEach(frame -> text.append("    at ").append(frame).append('\n'));
            if (failure.left() > 0) {
                text.append("    and %d frames that are not shown\n".formatted(failure.left()));
            }
        }
        return text.toString();
    }

    private static void add(String relation, Throwable failure, List<Failure> found, Set<Throwable> seen) {
        if (found.size() >= FAILURES_MAX || !seen.add(failure)) {
            return;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : trace) {
            if (frames.size() < FRAMES_MAX && (LogFailure.isOurs(frame) || isOfTheJdk(frame))) {
                frames.add(frame.toString());
            }
        }
        found.add(new Failure(relation, LogFailure.kind(failure), frames, trace.length - frames.size()));
        for (Throwable suppressed : failure.getSuppressed()) {
            add("suppressed", suppressed, found, seen);
        }
        if (failure.getCause() != null) {
            add("cause", failure.getCause(), found, seen);
        }
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
