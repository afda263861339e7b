/**
 * Indicators: the clocks and counts that tell whether the work is done, for the dashboard. They are read from the
 * {@code stat_} views that each module publishes in its migrations, never from tables, and with the reader's own rights.
 *
 * <p>Times to removal are intervals (nobody saw the moment), and what is still up counts as not yet removed instead of being
 * left out; so the median is given as an interval, and is said to be unknown while more than half is up.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "work"})
package org.vigie.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
