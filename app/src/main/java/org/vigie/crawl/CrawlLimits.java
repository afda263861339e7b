package org.vigie.crawl;

import org.vigie.core.video.FramePick;

/** The limits of crawling, each with its unit. Those of single fetches are in {@link org.vigie.crawl.fetch.FetchLimits}. */
public enum CrawlLimits {
    /** Addresses that one lead may begin at. */
    SEEDS_MAX(1_000, "addresses"),
    /** The furthest that a lead may reach from its seeds. */
    DEPTH_MAX(20, "links"),
    /** Requests that one lead may make to one host. */
    REQUESTS_PER_HOST_MAX(50_000, "requests of one lead"),
    /** Redirects that are followed from one address, meta refresh included. */
    REDIRECTS_MAX(10, "redirects"),
    /** How often one address is tried, where trying again may help. */
    TRIES_MAX(3, "tries"),
    /** How often one address is tried where our own part failed. */
    OWN_FAILURES_MAX(5, "tries"),
    /** Failures in a row after which a host gets a pause. */
    FAILURES_BEFORE_PAUSE(5, "failures in a row"),
    /** Failures in a row after which what waits for a host is given up. */
    FAILURES_BEFORE_GIVING_UP(8, "failures in a row"),
    /** Addresses claimed under one lease, at most. */
    FETCHES_PER_LEASE_MAX(50, "addresses"),
    /** The longest Crawl-delay that is kept; a host that asks for more is left alone. */
    CRAWL_DELAY_MAX(30, "seconds"),
    /** How long robots.txt is believed. */
    ROBOTS_AGE_MAX(24, "hours"),
    /** How long a host whose robots.txt cannot be reached is left alone before it is asked again. */
    ROBOTS_UNREACHABLE_PAUSE(300, "seconds"),
    /** How often robots.txt is asked for before what waits is given up. */
    ROBOTS_TRIES_MAX(3, "tries"),
    /** Requests that one revisit of a page may make. */
    REVISIT_REQUESTS_MAX(500, "requests"),
    /** Rows on one page of the crawl's status. */
    ROWS_SHOWN_MAX(20, "rows"),
    /** Addresses of one kind that the list of leads counts for each lead; more are shown as more. */
    COUNTED_IN_LIST_MAX(500, "addresses"),
    /** Addresses of one reason that the page of a lead counts; more are shown as more. */
    COUNTED_MAX(10_000, "addresses"),
    /** Hosts with something waiting that are counted; more are shown as more. */
    HOSTS_COUNTED_MAX(10_000, "hosts"),
    /** Items that the page of a lead names, and places that the answer about one address names. */
    FOUND_SHOWN_MAX(50, "rows"),
    /** Requests of one lead that a person may begin from a page. */
    BUDGET_BY_HAND_MAX(100_000, "requests"),
    /** Characters of all the addresses that are typed into the form for a lead. */
    SEEDS_CHARACTERS_MAX(200_000, "characters"),
    /** Before one asks again whether a lead that shall be forgotten has ended. */
    FORGET_PAUSE(5, "minutes"),
    /** So much of a video is hashed, from its beginning. */
    VIDEO_SECONDS_MAX(1_800, "seconds of video"),
    /** Frames of a video that are hashed: two for each of those seconds. */
    VIDEO_FRAMES_MAX(3_600, "frames"),
    /** How long the decoding of one video may take; then counts what was hashed. */
    VIDEO_WORK_MAX(60, "seconds");

    /** Which frames of a video are hashed: at least three of what is shown for a second and a half. */
    public static final FramePick FRAMES = FramePick.perSecond(2);

    private final int value;
    private final String unit;

    CrawlLimits(int value, String unit) {
        this.value = value;
        this.unit = unit;
    }

    public int value() {
        return value;
    }

    /** What {@link #value} counts, in English. */
    public String unit() {
        return unit;
    }
}
