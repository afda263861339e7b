package org.vigie.staff.passkey;

import com.webauthn4j.data.AuthenticationData;

/** A browser's answer to the question for a passkey: readable, not yet believed. */
public final class Answer {
    private final byte[] credentialId;
    private final AuthenticationData data;

    Answer(byte[] credentialId, AuthenticationData data) {
        this.credentialId = credentialId;
        this.data = data;
    }

    /** Of the passkey that the answer claims to be from. */
    public byte[] credentialId() {
        return credentialId;
    }

    /** Whether it says whose passkey it is, as it must where nobody was asked for by name. */
    public boolean namesItsPerson() {
        return data.getUserHandle() != null;
    }

    AuthenticationData data() {
        return data;
    }
}
