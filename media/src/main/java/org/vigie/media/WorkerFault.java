package org.vigie.media;

/** A decoding process that is of no more use, with the reason that goes to the caller. */
final class WorkerFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final UndecodableReason reason;

    WorkerFault(UndecodableReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    UndecodableReason reason() {
        return reason;
    }

    /** Whether the picture before may be to blame: then it is worth a second try in a new process. */
    boolean isWorthAnotherWorker() {
        return reason == UndecodableReason.WORKER_CRASHED || reason == UndecodableReason.OUT_OF_MEMORY;
    }
}
