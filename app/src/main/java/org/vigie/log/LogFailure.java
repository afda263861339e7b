package org.vigie.log;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * What may be said of a failure in one line: the class of its innermost cause, the code of the database where it came from
 * there, and where our code stood. Never its text, which may repeat what somebody sent.
 */
public final class LogFailure {
    /** Causes of causes that are looked through; a chain may be a ring. */
    private static final int CAUSES_MAX = 20;

    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");

    private final String text;

    private LogFailure(String text) {
        this.text = text;
    }

    public static LogFailure of(Throwable failure) {
        Throwable inner = failure;
        for (int depth = 0; depth < CAUSES_MAX && inner.getCause() != null; depth++) {
            inner = inner.getCause();
        }
        return new LogFailure(kind(inner) + " at " + place(inner));
    }

    /** Several lines: the classes of a failure, of its causes and of what it suppressed, with frames of our code and of the JDK. */
    public static String withFrames(Throwable failure) {
        return Failures.text(Failures.of(failure));
    }

    /** The class, and the five characters in which a database says why. */
    static String kind(Throwable failure) {
        String name = failure.getClass().getName();
        if (failure instanceof SQLException sql && sql.getSQLState() != null) {
            String state = sql.getSQLState();
            return SQL_STATE.matcher(state).matches() ? name + " (SQLSTATE " + state + ")" : name;
        }
        return name;
    }

    /** Whether a frame is of our code. */
    static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.vigie.");
    }

    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (isOurs(frame)) {
                return frame.toString();
            }
        }
        return "unknown";
    }

    @Override
    public String toString() {
        return text;
    }
}
