package org.vigie.limit;

import java.time.Duration;

/**
 * Every limit of rate, one line each: bucket, size, refill, whose bucket it is, what happens when it is empty, and when it
 * cannot be counted. An operator may set another size ({@link LimitSettings}); the refill follows it.
 */
public enum Limit {
    /**
     * Tries of a password or a recovery code for one sign-in name from one network. Of each network alone, so that nobody keeps
     * somebody else out by trying a name that they know.
     */
    SIGN_IN_OF_ACCOUNT(10, Duration.ofMinutes(15), Per.ACCOUNT_IN_NETWORK, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Tries of a password for one sign-in name, from wherever. Who loses these to a crowd signs in with a passkey or a recovery code. */
    SIGN_IN_OF_ACCOUNT_ANYWHERE(100, Duration.ofMinutes(15), Per.ACCOUNT, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Tries of any way to sign in, and enrolments, from one network that were wrong, or of which it is not known yet. */
    SIGN_IN_OF_NETWORK(30, Duration.ofMinutes(15), Per.NETWORK, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /**
     * Tries of a code after the right password, and of confirmations by a code or an identity service; three of a million codes
     * count at a time. Passkeys are not counted: no number of tries makes a signature.
     */
    CODE_OF_ACCOUNT(6, Duration.ofMinutes(15), Per.ACCOUNT, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Sign-in names tried with one invitation: whether one is taken says that somebody has it. */
    NAME_OF_LINK(20, Duration.ofHours(1), Per.LINK, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Reports through the public form. None is ever refused: those past it are fetched later. */
    REPORT_OF_NETWORK(10, Duration.ofHours(1), Per.NETWORK, WhenEmpty.SLOW, WhenUncounted.OPEN),

    /** Receipt codes tried: full and refilled, at most ten in any hour. */
    RECEIPT_OF_NETWORK(5, Duration.ofHours(1), Per.NETWORK, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** The same by all the world: so few that one of a million receipts is not hit in a thousand million years. */
    RECEIPT_OF_ALL(2_000, Duration.ofHours(1), Per.ALL, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Tokens that programs of one network ask for. */
    TOKEN_OF_NETWORK(300, Duration.ofMinutes(1), Per.NETWORK, WhenEmpty.REFUSE, WhenUncounted.CLOSED),

    /** Hashes and pictures that a program looks up; each has a size of its own, by contract. */
    LOOK_UP_OF_CLIENT(Limit.LOOK_UPS_A_DAY, Per.CLIENT),

    /** Addresses, defanged, that are opened for a person: on lists of items, items, reports and letters. */
    REVEAL_OF_PERSON(5_000, Per.PERSON),

    /** Addresses that a person asks the crawl about. */
    ADDRESS_QUESTION_OF_PERSON(300, Per.PERSON),

    /** Hashes of lists that are shown to a person. */
    HASH_OF_PERSON(10_000, Per.PERSON),

    /** Reports that a person has fetched before all others, outside of a day's budget of fetches. */
    FETCH_OF_PERSON(50, Per.PERSON),

    /** Copies of whole lists that a person takes. */
    EXPORT_OF_PERSON(20, Per.PERSON);

    /** Hashes that a program may look up in a day (UTC), unless it is given another number. */
    public static final int LOOK_UPS_A_DAY = 10_000;

    /** Keys of one limit that are counted in memory at a time. */
    public static final int KEYS_MAX = 20_000;

    /** How many of a program's day are taken from the database at a time, at most: what a kill may cost it. */
    public static final int BLOCK_MAX = 32;

    private final int size;
    private final Duration refill;
    private final Per per;
    private final WhenEmpty whenEmpty;
    private final WhenUncounted whenUncounted;

    /** Counted in memory, refilled evenly. */
    Limit(int size, Duration refill, Per per, WhenEmpty whenEmpty, WhenUncounted whenUncounted) {
        this.size = size;
        this.refill = refill;
        this.per = per;
        this.whenEmpty = whenEmpty;
        this.whenUncounted = whenUncounted;
    }

    /** Counted in the database by the day (UTC), so that no restart gives anything back. */
    Limit(int size, Per per) {
        this(size, Duration.ofDays(1), per, WhenEmpty.REFUSE, WhenUncounted.CLOSED);
    }

    /** Who shares one bucket. */
    public enum Per {
        /** A network prefix: IPv4 /24, IPv6 /48, known by a keyed code of the day. */
        NETWORK,
        /** A name that is signed in with, existing or not, known by a keyed code. */
        ACCOUNT,
        /** The same, in one network. */
        ACCOUNT_IN_NETWORK,
        /** An invitation, known by a keyed code. */
        LINK,
        /** A person who is signed in. */
        PERSON,
        /** A program of others. */
        CLIENT,
        /** All the world. */
        ALL
    }

    /** What happens when the bucket is empty. */
    public enum WhenEmpty {
        REFUSE,
        /** It is done, later. */
        SLOW
    }

    /** What happens to a new key while all {@link #KEYS_MAX} that are counted are in use, or where the database cannot count. */
    public enum WhenUncounted {
        /** It passes. */
        OPEN,
        /** In memory it shares one of few buckets with others that came too late; where the database fails it is refused. */
        CLOSED
    }

    /** How many at once; unless an operator set another number. */
    public int size() {
        return size;
    }

    /** How long an empty bucket takes to be full again; a day that begins at midnight (UTC) for those in the database. */
    public Duration refill() {
        return refill;
    }

    public Per per() {
        return per;
    }

    public WhenEmpty whenEmpty() {
        return whenEmpty;
    }

    public WhenUncounted whenUncounted() {
        return whenUncounted;
    }

    /** Whether it is counted by the day in the database, and not in memory. */
    public boolean isByDay() {
        return per == Per.PERSON || per == Per.CLIENT;
    }
}
