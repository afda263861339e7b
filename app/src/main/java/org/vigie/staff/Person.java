package org.vigie.staff;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * One person of one organisation, without what only signing in needs.
 *
 * @param signInName in lower case; null until the person has enrolled
 * @param version rises with every change; a session made under an older one has ended
 */
record Person(UUID id, OrgId org, String name, @Nullable String signInName, State state, Set<Role> roles, int version) {

    enum State {
        /** Holds a link, has set up no way to sign in yet. */
        INVITED,
        ACTIVE,
        /** May not sign in. */
        BLOCKED,
        /** Of the demo: has no password, comes in by one-time links. */
        GUEST
    }

    boolean maySignIn() {
        return state == State.ACTIVE || state == State.GUEST;
    }

    Person in(State other) {
        return new Person(id, org, name, signInName, other, roles, version);
    }

    /** By which authenticators know a person: the bytes of the id, which say nothing about anybody. */
    static byte[] handle(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    SignedIn signedIn() {
        return new SignedIn(id, org, roles, name);
    }

    /** Without their names. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
