package org.vigie.notice;

/**
 * What became of one try to hand a mail over. The codes are ours ({@code SMTP_550}, {@code NO_CONNECTION}): a server's own
 * words may repeat what a mail says and are not kept.
 */
sealed interface Delivery {
    /** The server took it. */
    record Taken() implements Delivery {}

    /** The server will never take it. */
    record Refused(String code) implements Delivery {}

    /** The server was offered the mail and did not take it now. */
    record Later(String code) implements Delivery {}

    /** The connection broke after the mail was handed over and before the server said so. */
    record Unknown(String code) implements Delivery {}

    /**
     * No server said anything about this mail: none is set, none was reached, or none let us in. It is for an operator to
     * mend, and does not count as a try.
     */
    record NotTried(String code) implements Delivery {}
}
