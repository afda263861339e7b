package org.vigie.api;

import java.time.Duration;
import org.vigie.limit.Limit;

/** The limits of this module. */
public final class ApiLimits {
    /** Characters of a client's name. */
    public static final int NAME_CHARACTERS_MAX = 100;

    /** Hashes that a client may look up in a day (UTC), unless it is given another number. */
    public static final int DAILY_QUOTA_DEFAULT = Limit.LOOK_UPS_A_DAY;

    /** The greatest number that it may be given. */
    public static final int DAILY_QUOTA_MAX = 10_000_000;

    /** Clients of an organisation, revoked ones among them, that are shown. */
    static final int CLIENTS_SHOWN_MAX = 200;

    /** Hashes of one question. */
    static final int HASHES_OF_A_QUESTION_MAX = 100;

    /** Bytes of a question in JSON. */
    static final int JSON_BYTES_MAX = 64 * 1024;

    /** Bytes of a picture, as many as are decoded. */
    static final int PICTURE_BYTES_MAX = 50 << 20;

    /** Pictures that are held in memory at a time, over all clients. */
    static final int PICTURES_AT_ONCE = 4;

    /** How long a picture may wait for its turn. */
    static final Duration PICTURE_WAIT = Duration.ofSeconds(10);

    /** When to come again where something is not ready. */
    static final Duration SOON = Duration.ofSeconds(5);

    private ApiLimits() {}
}
