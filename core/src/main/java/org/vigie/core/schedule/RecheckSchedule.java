package org.vigie.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.vigie.core.schedule.Verdict.Counting;
import org.vigie.core.schedule.Verdict.Gone;
import org.vigie.core.schedule.Verdict.Reappeared;
import org.vigie.core.schedule.Verdict.StillUp;

/**
 * How an item is followed until it is gone, and afterwards.
 *
 * <p>Gone takes several misses, each at least a gap after the one before, so that one failure of a server is not taken for a
 * removal. A present look starts the count again. An unclear one neither counts nor resets: else a host could keep an
 * item on the list of those still up, or off it, by answering nothing at all.
 *
 * @param missesToBeGone how many misses make an item gone, 1 or more; 3 as a rule
 * @param gapMin the least time between two misses that count
 * @param whileUp from one look to the next while the item is up
 * @param afterGone from the removal to the first look whether the item is back
 * @param afterGoneMax the longest time between two such looks
 * @param growth each look after the removal comes at this many times the time since then; more than 1
 * @param unclear how soon an unclear look is repeated
 */
public record RecheckSchedule(
        int missesToBeGone,
        Duration gapMin,
        Duration whileUp,
        Duration afterGone,
        Duration afterGoneMax,
        double growth,
        RetryBackoff unclear) {
    public RecheckSchedule {
        boolean isInOrder = missesToBeGone >= 1
                && !gapMin.isNegative()
                && whileUp.isPositive()
                && afterGone.isPositive()
                && afterGone.compareTo(afterGoneMax) <= 0
                && growth > 1;
        if (!isInOrder) {
            throw new IllegalArgumentException(
                    "a schedule needs a miss or more, times above zero, afterGone <= afterGoneMax, growth > 1");
        }
    }

    /** Three misses ten minutes apart; a look every four hours while up; after the removal daily at first, monthly at last. */
    public static RecheckSchedule standard() {
        return new RecheckSchedule(
                3,
                Duration.ofMinutes(10),
                Duration.ofHours(4),
                Duration.ofDays(1),
                Duration.ofDays(30),
                2,
                new RetryBackoff(Duration.ofMinutes(10), Duration.ofHours(4), 2, 0.2));
    }

    /** The verdict when an item is first seen, or when a new spell is opened. */
    public static Verdict firstSeen(Instant at) {
        return new StillUp(at);
    }

    /** The verdict on a whole history, the oldest look first. */
    public Verdict verdict(Instant firstSeenUp, List<Observation> history) {
        Verdict verdict = firstSeen(firstSeenUp);
        for (Observation look : history) {
            verdict = after(verdict, look);
        }
        return verdict;
    }

    /**
     * The verdict after one more look. A look that is older than what the verdict already knows, as a repeated delivery is,
     * leaves it as it is.
     */
    public Verdict after(Verdict before, Observation look) {
        if (look.at().isBefore(before.asOf())) {
            return before;
        }
        return switch (look.kind()) {
            case UNCLEAR -> before instanceof Reappeared again ? new StillUp(again.lastSeenUp()) : before;
            case PRESENT -> presentAfter(before, look.at());
            case MISSING -> missingAfter(before, look.at());
        };
    }

    private static Verdict presentAfter(Verdict before, Instant at) {
        return before instanceof Gone gone ? new Reappeared(at, gone) : new StillUp(at);
    }

    private Verdict missingAfter(Verdict before, Instant at) {
        return switch (before) {
            case StillUp up -> counted(1, up.lastSeenUp(), at, at);
            case Reappeared again -> counted(1, again.lastSeenUp(), at, at);
            case Counting counting ->
                at.isBefore(counting.asOf().plus(gapMin)) || at.equals(counting.asOf())
                        ? counting
                        : counted(counting.misses() + 1, counting.lastSeenUp(), counting.firstSeenDown(), at);
            case Gone gone -> gone;
        };
    }

    private Verdict counted(int misses, Instant lastSeenUp, Instant firstSeenDown, Instant at) {
        return misses >= missesToBeGone
                ? new Gone(lastSeenUp, firstSeenDown, at)
                : new Counting(misses, lastSeenUp, firstSeenDown, at);
    }

    /**
     * When to look next after a look that said something.
     *
     * @param looked when the last look was
     */
    public Instant nextLook(Verdict verdict, Instant looked) {
        return switch (verdict) {
            case StillUp up -> looked.plus(whileUp);
            case Reappeared again -> looked.plus(whileUp);
            case Counting counting -> later(counting.asOf().plus(gapMin), looked);
            case Gone gone -> looked.plus(sinceGone(gone, looked));
        };
    }

    /**
     * When to look next after looks that said nothing: sooner than after a clear one, never before a miss could count.
     *
     * @param looked when the last look was
     * @param unclearInARow how many looks in a row were unclear, 1 or more
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Instant nextLookAfterUnclear(Verdict verdict, Instant looked, int unclearInARow, double random) {
        Instant again = looked.plus(unclear.delay(unclearInARow, random));
        return switch (verdict) {
            case Counting counting -> later(counting.asOf().plus(gapMin), again);
            case StillUp up -> earlier(again, nextLook(up, looked));
            case Reappeared reappeared -> earlier(again, nextLook(reappeared, looked));
            case Gone gone -> earlier(again, nextLook(gone, looked));
        };
    }

    /** The wait grows with the time since the removal, so that no count of looks need be kept. */
    private Duration sinceGone(Gone gone, Instant looked) {
        double seconds = Duration.between(gone.asOf(), looked).toSeconds() * (growth - 1);
        if (seconds >= afterGoneMax.toSeconds()) {
            return afterGoneMax;
        }
        Duration grown = Duration.ofSeconds((long) seconds);
        return grown.compareTo(afterGone) < 0 ? afterGone : grown;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
