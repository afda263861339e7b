package org.vigie.notice;

/** How far a notice has come. The arrows are in {@link #canBecome}. */
public enum NoticeState {
    /** Open: items for the same contact still join it. */
    DRAFT,
    /** It waits for a person; the {@link HoldCause} says why. */
    HELD,
    /** To be sent, now or at the next try. */
    QUEUED,
    /** A process is handing it to the mail server, or died while it did. */
    SENDING,
    /** Whether the mail server took it is not known; it is tried again as the same message. */
    UNCERTAIN,
    /** The mail server took it. */
    SENT,
    /** It was sent and came back. */
    BOUNCED,
    /** The mail server will not take it. */
    REFUSED,
    /** A person decided that it is not sent. */
    DECLINED,
    /** Nothing was left to ask for when its turn came. */
    WITHDRAWN;

    /** Whether a notice in this state may be in that one next. */
    public boolean canBecome(NoticeState next) {
        return switch (this) {
            case DRAFT -> next == HELD || next == QUEUED || next == WITHDRAWN;
            case HELD -> next == QUEUED || next == DECLINED || next == WITHDRAWN;
            case QUEUED -> next == SENDING || next == HELD || next == WITHDRAWN || next == REFUSED;
            case SENDING -> next == SENT || next == QUEUED || next == UNCERTAIN || next == REFUSED;
            case UNCERTAIN -> next == SENDING || next == REFUSED || next == SENT;
            case SENT -> next == BOUNCED;
            case BOUNCED, REFUSED, DECLINED, WITHDRAWN -> false;
        };
    }

    /** Whether nothing more happens to it by itself. */
    public boolean isClosed() {
        return switch (this) {
            case SENT, BOUNCED, REFUSED, DECLINED, WITHDRAWN -> true;
            case DRAFT, HELD, QUEUED, SENDING, UNCERTAIN -> false;
        };
    }
}
