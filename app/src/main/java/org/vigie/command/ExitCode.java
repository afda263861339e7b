package org.vigie.command;

/** What a command's end tells the script that called it. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** Done, and the answer is a bad one: the audit log does not verify, the doctor found something. */
    public static final int FINDINGS = 1;

    /** The command line is wrong, or a setting is. */
    public static final int USAGE = 2;

    /** What was named is not there. */
    public static final int NOT_FOUND = 3;

    /** Not allowed. */
    public static final int DENIED = 4;

    /** What was asked contradicts what is there. */
    public static final int CONFLICT = 5;

    /** Something Vigie needs is not available: the database, the sandbox, a port. */
    public static final int UNAVAILABLE = 6;

    /** Done in part: a file that was named could not be read. */
    public static final int PARTIAL = 7;

    /** Stopped by a person. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
