package org.vigie.command;

/** A command cannot do what was asked, for a reason that its user can read. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * With one of the codes of {@link ExitCode}.
     *
     * @param message a whole sentence, without any address of material
     */
    public Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
