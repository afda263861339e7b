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

    /** Bytes of a picture, as many as are decoded, and of a video. */
    static final int PICTURE_BYTES_MAX = 50 << 20;

    /** Pictures that are held in memory at a time, over all clients, while they arrive, wait or are hashed. */
    static final int PICTURES_HELD_MAX = 6;

    /** Those of one client among them. */
    static final int PICTURES_OF_CLIENT_MAX = 2;

    /** Those that are hashed at a time. */
    static final int PICTURES_AT_ONCE = 4;

    /** Videos, of those files, that are held in memory while they wait or are hashed: the other places are for pictures. */
    static final int VIDEOS_HELD_MAX = 3;

    /** Videos whose frames are hashed at a time; how much of each is told in {@link org.vigie.crawl.CrawlLimits}. */
    static final int VIDEOS_AT_ONCE = 1;

    /** How long a video may wait for its turn: as long as the one before it may take. */
    static final Duration VIDEO_WAIT = Duration.ofSeconds(60);

    /** How long a picture may take to arrive: 7 Mbit/s for the largest. */
    static final Duration PICTURE_ARRIVAL = Duration.ofSeconds(60);

    /** How long a picture may wait for each turn: among its client's, among all, and to be hashed. */
    static final Duration PICTURE_WAIT = Duration.ofSeconds(10);

    /** When to come again where something is not ready. */
    static final Duration SOON = Duration.ofSeconds(5);

    /** At most one entry of the audit log in this time says of a client that somebody was turned away who came as it. */
    static final Duration TURNED_AWAY_EACH = Duration.ofMinutes(1);

    /** Bits of the prefix of a network of IPv4 for which two people give a token, at least. */
    static final int TOKEN_PREFIX_MIN_V4 = 16;

    /** The same of IPv6. */
    static final int TOKEN_PREFIX_MIN_V6 = 32;

    /** Networks that a client may come from. */
    static final int NETWORKS_MAX = 50;

    /** Hosts from which a client may have files fetched. */
    static final int HOSTS_MAX = 50;

    /** Days that a long-lived token may be good for. */
    public static final int TOKEN_DAYS_MAX = 90;

    /** How long a colleague can agree to what somebody asked for about a client. */
    static final Duration REQUEST_LIFE = Duration.ofDays(3);

    /** How long after that a long-lived token can be made. */
    static final Duration TOKEN_MADE_WITHIN = Duration.ofDays(1);

    /** Requests on the page of a client. */
    static final int REQUESTS_SHOWN_MAX = 20;

    /** How long a token is good that a client asks for with its key. */
    static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    /** How old what a client signed may be. */
    static final Duration SIGNED_AGE_MAX = Duration.ofSeconds(60);

    /** How far a client's clock may be ahead of ours. */
    static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(5);

    /** How long the id of something signed is remembered: longer than it could be used again. */
    static final Duration ONCE = SIGNED_AGE_MAX.plus(CLOCKS_APART_MAX).plusSeconds(10);

    /** Characters of something signed, with its key in it. */
    static final int SIGNED_CHARACTERS_MAX = 8_000;

    /** Characters of the id of something signed. */
    static final int JTI_CHARACTERS_MIN = 8;

    static final int JTI_CHARACTERS_MAX = 200;

    /** Characters of a public key. */
    static final int JWK_CHARACTERS_MAX = 4_000;

    /** Characters of a certificate as a proxy tells it. */
    static final int CERTIFICATE_CHARACTERS_MAX = 16_000;

    static final int RSA_BITS_MIN = 2048;
    static final int RSA_BITS_MAX = 8192;

    /** Keys of a client, revoked ones among them. */
    static final int KEYS_MAX = 20;

    /** Bytes of a question for a token. */
    static final int FORM_BYTES_MAX = 32 * 1024;

    /** When a client whose answers are held may try again: a person takes hours. */
    static final Duration HELD_RETRY = Duration.ofHours(1);

    /** Clients whose questions are remembered in memory at a time. */
    static final int CLIENTS_WATCHED_MAX = 500;

    /** Holds that are shown, those without a decision first. */
    static final int HOLDS_SHOWN_MAX = 200;

    /** Characters of the reason of a decision. */
    static final int REASON_CHARACTERS_MAX = 500;

    /** Canaries of an organisation that are watched. */
    static final int CANARIES_MAX = 200;

    /** Canaries that are shown, withdrawn ones among them. */
    static final int CANARIES_SHOWN_MAX = 500;

    /** Characters of what is noted of a canary. */
    static final int NOTE_CHARACTERS_MAX = 200;

    /** Contents of a bank on one page. */
    static final int CONTENTS_PAGE = 100;

    private ApiLimits() {}
}
