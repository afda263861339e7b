package org.vigie.staff;

/** What a person has shown to prove who they are. */
public enum Factor {
    /** A key of a device or a password manager, bound to this site. */
    PASSKEY,
    /** A password, and a code of the authenticator; later in a session, such a code. */
    PASSWORD_AND_CODE,
    /** One of the codes that are kept for the day the others are lost. */
    RECOVERY_CODE,
    /** A link that opens once; for the guest of the demo. */
    ONE_TIME_LINK,
    /** What the identity service of the person's organisation asked for. */
    OIDC
}
