package org.vigie.notice;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.item.HoldReason;
import org.vigie.provider.Contact;

/** Why a notice waits for a person. The first that applies counts, in this order. */
public enum HoldCause {
    /** An order or the law forbids telling the provider. */
    NON_DISCLOSURE(HoldReason.NON_DISCLOSURE),
    /** Police asked that the provider is not told yet. */
    POLICE(HoldReason.POLICE_HOLD),
    /** Nobody is known to write to. */
    NO_CONTACT(HoldReason.NO_CONTACT),
    /** No person has said that this is the right desk. */
    NEW_CONTACT(HoldReason.NEW_CONTACT);

    private final HoldReason itemReason;

    HoldCause(HoldReason itemReason) {
        this.itemReason = itemReason;
    }

    /** How the items of the notice name it. */
    HoldReason itemReason() {
        return itemReason;
    }

    /** Whether a person's word alone lifts it; for the others something must be put right first. */
    boolean liftedByWord() {
        return this == NON_DISCLOSURE || this == POLICE;
    }

    /**
     * What holds a notice to this contact.
     *
     * @param contact null when nobody is known
     * @param lifted the cause that a person lifted for this notice, if any; it alone is passed over
     */
    static Optional<HoldCause> of(@Nullable Contact contact, @Nullable HoldCause lifted) {
        if (contact == null) {
            return Optional.of(NO_CONTACT);
        }
        if (contact.nonDisclosure() && lifted != NON_DISCLOSURE) {
            return Optional.of(NON_DISCLOSURE);
        }
        if (contact.policeHold() && lifted != POLICE) {
            return Optional.of(POLICE);
        }
        return contact.approved() ? Optional.empty() : Optional.of(NEW_CONTACT);
    }
}
