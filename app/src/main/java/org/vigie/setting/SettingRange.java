package org.vigie.setting;

import java.time.Duration;

/**
 * Which values make sense for the settings of one prefix. Each method refuses any other, so that a process with a setting that was
 * mistyped does not start, rather than work as nobody meant it.
 */
public final class SettingRange {
    /** What is longer is a slip of the pen, and may be more than a clock counts. */
    public static final Duration DURATION_MAX = Duration.ofDays(36_500);

    private static final Duration LEAST = Duration.ofMillis(1);

    private final String prefix;

    private SettingRange(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Of the settings below a prefix.
     *
     * @param prefix as in {@code vigie.work}
     */
    public static SettingRange of(String prefix) {
        return new SettingRange(prefix);
    }

    /**
     * A number that is within these, both included.
     *
     * @throws SettingRefused unless the value is one of these
     */
    public SettingRange number(String name, double value, long min, long max) {
        if (!(value >= min && value <= max)) {
            throw new SettingRefused(prefix + "." + name, "is %d to %d".formatted(min, max));
        }
        return this;
    }

    /**
     * A number with a least value.
     *
     * @throws SettingRefused for a smaller value
     */
    public SettingRange atLeast(String name, long value, long min) {
        if (value < min) {
            throw new SettingRefused(prefix + "." + name, "is at least %d".formatted(min));
        }
        return this;
    }

    /**
     * A time that is not nothing.
     *
     * @throws SettingRefused for less than a millisecond, or more than {@link #DURATION_MAX}
     */
    public SettingRange positive(String name, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(DURATION_MAX) > 0) {
            throw new SettingRefused(
                    prefix + "." + name, "is a duration of 1ms or more, up to %dd".formatted(DURATION_MAX.toDays()));
        }
        return this;
    }

    /**
     * A time that may be nothing.
     *
     * @throws SettingRefused for less than zero, or more than {@link #DURATION_MAX}
     */
    public SettingRange zeroOrMore(String name, Duration value) {
        if (value.isNegative() || value.compareTo(DURATION_MAX) > 0) {
            throw new SettingRefused(
                    prefix + "." + name, "is a duration of 0s or more, up to %dd".formatted(DURATION_MAX.toDays()));
        }
        return this;
    }

    /**
     * For the longest of pauses that grow.
     *
     * @param first the name of the setting with the first of them
     * @throws SettingRefused when the longest is shorter than the first, or either is out of the range of {@link #positive}
     */
    public SettingRange growing(String first, Duration from, String longest, Duration to) {
        positive(first, from).positive(longest, to);
        if (to.compareTo(from) < 0) {
            throw new SettingRefused(prefix + "." + longest, "is at least as long as %s.%s".formatted(prefix, first));
        }
        return this;
    }
}
