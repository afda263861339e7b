package org.vigie.organisation;

import java.util.UUID;

/** Names one organisation: a hotline, a police centre, a provider. */
public record OrgId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
