package org.vigie.indicator;

import java.time.Duration;

/** The limits of the figures. */
final class IndicatorLimits {
    /** How far back the clocks look. */
    static final Duration LOOK_BACK = Duration.ofDays(30);

    /** Spells that one median is computed of; past it the newest count. */
    static final int SPELLS_MAX = 50_000;

    private IndicatorLimits() {}
}
