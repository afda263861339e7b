package org.vigie.staff;

import java.time.Duration;

/** Every limit of signing in and of the people list, with its unit; how often one may try is in {@link org.vigie.limit.Limit}. */
public final class StaffLimits {
    /** Characters. Length is what makes a password strong; nothing else is demanded of it. */
    public static final int PASSWORD_CHARACTERS_MIN = 15;

    /** Characters. */
    public static final int PASSWORD_CHARACTERS_MAX = 200;

    /** Characters of a person's name and of a sign-in name. */
    public static final int NAME_CHARACTERS_MAX = 100;

    /** Characters of a sign-in name. */
    public static final int SIGN_IN_NAME_CHARACTERS_MIN = 3;

    /** Addresses of a day that are shown to a person before another recent factor is asked for. */
    static final int ADDRESSES_PER_FACTOR = 500;

    /** The same of hashes of lists. */
    static final int HASHES_PER_FACTOR = 1_000;

    /** People shown on one page. */
    static final int PEOPLE_ON_A_PAGE = 50;

    /** Passwords checked at the same time; each takes {@link #ARGON2_MEMORY_KIB}. */
    static final int PASSWORD_CHECKS_AT_ONCE = 4;

    /** How long a password check may wait for its turn. */
    static final Duration PASSWORD_CHECK_WAIT = Duration.ofSeconds(10);

    /** Between the right password and the code. */
    static final Duration HALF_WAY_MAX = Duration.ofMinutes(5);

    /** A session ends after this time, used or not. */
    static final Duration SESSION_MAX = Duration.ofHours(12);

    /** A session ends after this time without a request. The servlet's own time-out is the same, in application.properties. */
    public static final Duration SESSION_REST_MAX = Duration.ofMinutes(30);

    /** Such a session ends after this time without a request while nobody has signed in to it. */
    public static final Duration GUEST_SESSION_REST_MAX = Duration.ofMinutes(5);

    /** Sessions of one process that nobody has signed in to. */
    public static final int GUEST_SESSIONS_MAX = 2_000;

    /** The same of one network, so that one that asks for many ends its own only. */
    public static final int GUEST_SESSIONS_OF_NETWORK_MAX = 200;

    /** For how long administrators are told that the operator invited one. */
    static final Duration OPERATOR_INVITATION_SHOWN = Duration.ofDays(7);

    /** How often a request is noted as the last one. A session may rest that much longer. */
    static final Duration SESSION_SEEN_EVERY = Duration.ofMinutes(1);

    /** Sessions of a person that a page shows, the newest. */
    static final int SESSIONS_ON_A_PAGE = 50;

    /** Rows of ended sessions that go in one transaction. */
    static final int SESSIONS_SWEPT_AT_ONCE = 500;

    /** Such transactions for one organisation in a row. */
    static final int SESSION_BATCHES_MAX = 100;

    static final Duration SESSIONS_SWEPT_EVERY = Duration.ofMinutes(15);

    /** How long a factor counts as proven just now, for acts that need it. */
    public static final Duration FACTOR_RECENT = Duration.ofMinutes(5);

    /** How often an administrator says of each person that they are still there; also how long without a sign-in is long. */
    static final Duration REVIEW_EVERY = Duration.ofDays(90);

    /** People on the page of the review: those first about whom something must be said. */
    static final int REVIEW_PEOPLE_MAX = 200;

    /** Invitations on their page, the newest. */
    static final int INVITATIONS_ON_A_PAGE = 100;

    /** For how long who let somebody in is no second person beside them, and colleagues are told of new administrators. */
    public static final Duration INDEPENDENT_AFTER = Duration.ofDays(14);

    /** New administrators on the first page, the newest. */
    static final int NEW_ADMINISTRATORS_SHOWN_MAX = 50;

    static final Duration ENROLMENT_LINK_LIFE = Duration.ofDays(3);
    static final Duration ONE_TIME_LINK_LIFE = Duration.ofMinutes(30);

    /** Passkeys of one person. */
    static final int PASSKEYS_OF_A_PERSON = 10;

    /** Characters of the label of a passkey. */
    static final int PASSKEY_LABEL_CHARACTERS_MAX = 60;

    /** Recovery codes that a person gets at a time. */
    static final int RECOVERY_CODES = 10;

    /** Between a recovery code and the new passkey or password that it was used for. */
    static final Duration RECOVERING_MAX = Duration.ofMinutes(15);

    /** For how long colleagues are told that somebody used a recovery code. */
    static final Duration RECOVERY_SHOWN = Duration.ofDays(7);

    /** Argon2id, version 19: memory in KiB, passes, lanes, salt and hash in bytes. RFC 9106 sets the algorithm; OWASP's 46 MiB choice. */
    static final int ARGON2_MEMORY_KIB = 47_104;

    static final int ARGON2_PASSES = 2;
    static final int ARGON2_LANES = 1;
    static final int ARGON2_SALT_BYTES = 16;
    static final int ARGON2_HASH_BYTES = 32;

    private StaffLimits() {}
}
