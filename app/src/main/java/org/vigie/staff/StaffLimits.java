package org.vigie.staff;

import java.time.Duration;

/** Every limit of signing in and of the people list, with its unit. */
public final class StaffLimits {
    /** Characters. Length is what makes a password strong; nothing else is demanded of it. */
    public static final int PASSWORD_CHARACTERS_MIN = 15;

    /** Characters. */
    public static final int PASSWORD_CHARACTERS_MAX = 200;

    /** Characters of a person's name and of a sign-in name. */
    public static final int NAME_CHARACTERS_MAX = 100;

    /** Characters of a sign-in name. */
    public static final int SIGN_IN_NAME_CHARACTERS_MIN = 3;

    /** People shown on one page. */
    static final int PEOPLE_ON_A_PAGE = 50;

    /** Tries of a password or a code for one sign-in name within {@link #TRIES_WITHIN}. */
    static final int TRIES_OF_AN_ACCOUNT = 10;

    /** Tries from one network prefix within {@link #TRIES_WITHIN}. */
    static final int TRIES_OF_A_NETWORK = 30;

    static final Duration TRIES_WITHIN = Duration.ofMinutes(15);

    /** Names and networks that are counted at a time; past it the one that was quiet longest is forgotten. */
    static final int COUNTED_MAX = 20_000;

    /** Passwords checked at the same time; each takes {@link #ARGON2_MEMORY_KIB}. */
    static final int PASSWORD_CHECKS_AT_ONCE = 4;

    /** How long a password check may wait for its turn. */
    static final Duration PASSWORD_CHECK_WAIT = Duration.ofSeconds(10);

    /** Between the right password and the code. */
    static final Duration HALF_WAY_MAX = Duration.ofMinutes(5);

    /** A session ends after this time, used or not. */
    static final Duration SESSION_MAX = Duration.ofHours(12);

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
