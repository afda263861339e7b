package org.vigie.provider;

import java.util.Locale;

/**
 * A desk that takes removal requests.
 *
 * @param approved whether a person has said that this is the right desk; nothing is sent to one that is not
 * @param policeHold police asked that this provider is not told yet
 * @param nonDisclosure an order forbids telling this provider
 */
public record Contact(
        ContactId id,
        String providerName,
        String email,
        Locale language,
        boolean approved,
        boolean policeHold,
        boolean nonDisclosure) {
    /** Without how it is reached. */
    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
