package org.vigie.staff.oidc;

/** An answer, or an address, of an identity service that is not taken. Nothing of its text is kept, since others wrote it. */
public final class OidcRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Not TLS, or in test mode not this machine. */
        ADDRESS,
        /** No answer in time, or an answer that is no success. */
        UNREACHABLE,
        /** Not what the protocol says. */
        STRANGE,
        /** Nobody here waits for this answer: none was begun in this browser, it was used, or it is too late. */
        NOT_AWAITED,
        /** The service itself said no. */
        DECLINED,
        /** Not signed, or by no key of the service. */
        SIGNATURE,
        /** Of another service, for another client, or not for this sign-in. */
        NOT_FOR_US,
        /** Too old, or of the future. */
        TIME,
        /** The person was not asked again, as we had asked for. */
        NOT_ASKED_AGAIN,
        /** Whom the service names is bound to nobody here. */
        NOBODY
    }

    private final Reason reason;

    public OidcRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
