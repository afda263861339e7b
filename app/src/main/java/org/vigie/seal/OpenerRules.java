package org.vigie.seal;

import java.time.Duration;

/**
 * What an opener keeps to, whoever asks it by its line: a serving process that somebody broke into asks like any other.
 *
 * @param opensAnHour values of one organisation opened in an hour, at most; the last quarter for people alone
 * @param createsAnHour organisations that get their first keys in an hour, at most
 * @param rotateEvery how old the newest key of an organisation is at least when another is made
 * @param retireAge how old a key is at least when it is given up
 * @param grace how long a key that was given up is kept, unused, before it is erased
 */
public record OpenerRules(
        int opensAnHour, int createsAnHour, Duration rotateEvery, Duration retireAge, Duration grace) {

    /** Values opened in an hour, unless an operator sets another number: ten a minute for a day's whole budget of fetches. */
    public static final int OPENS_AN_HOUR = 2_000;

    /** First pairs of keys made in an hour, unless an operator sets another number. */
    public static final int CREATES_AN_HOUR = 200;

    /** A key gets a successor no sooner than this, unless an operator sets another time. */
    public static final Duration ROTATE_EVERY = Duration.ofDays(1);

    /** A key is given up no sooner than this, counted from when it was made or brought back. */
    public static final Duration RETIRE_AGE = Duration.ofDays(1);

    /** How long a key that was given up can be brought back, unless an operator sets another time. */
    public static final Duration GRACE = Duration.ofDays(30);

    /** As named above. */
    public static final OpenerRules USUAL =
            new OpenerRules(OPENS_AN_HOUR, CREATES_AN_HOUR, ROTATE_EVERY, RETIRE_AGE, GRACE);

    public OpenerRules {
        if (opensAnHour < 0
                || createsAnHour < 0
                || rotateEvery.isNegative()
                || retireAge.isNegative()
                || grace.isNegative()) {
            throw new IllegalArgumentException("a rule of the opener below 0");
        }
    }
}
