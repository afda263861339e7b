/**
 * When to look again, when to remind, when to try once more, and what looks amount to: pure functions of settings, times and
 * history. {@link org.vigie.core.schedule.RecheckSchedule} decides when an item is gone, which takes several misses that lie
 * apart in time; {@link org.vigie.core.schedule.ReminderSchedule} when a host hears of it again;
 * {@link org.vigie.core.schedule.RetryBackoff} how long to wait after a failure. Clock and randomness are handed in.
 */
@NullMarked
package org.vigie.core.schedule;

import org.jspecify.annotations.NullMarked;
