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

    static final Duration ENROLMENT_LINK_LIFE = Duration.ofDays(3);
    static final Duration ONE_TIME_LINK_LIFE = Duration.ofMinutes(30);

    /** Argon2id, version 19: memory in KiB, passes, lanes, salt and hash in bytes. RFC 9106 sets the algorithm; OWASP's 46 MiB choice. */
    static final int ARGON2_MEMORY_KIB = 47_104;

    static final int ARGON2_PASSES = 2;
    static final int ARGON2_LANES = 1;
    static final int ARGON2_SALT_BYTES = 16;
    static final int ARGON2_HASH_BYTES = 32;

    private StaffLimits() {}
}
