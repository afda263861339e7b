/**
 * Limits of rate: how often somebody may do something, all in one table, {@link org.vigie.limit.Limit}, which
 * {@code docs/limits.md} and the page {@code /limits} show.
 *
 * <p>What strangers do is counted in memory, by keys that say nothing of them ({@link org.vigie.limit.Callers}); what people and
 * programs with a name do in a day is counted in the database, in the transaction that answers, so that neither a restart nor
 * an answer that failed changes the count. Nothing here refuses: who asks decides what an empty bucket means, as the table says.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "organisation"})
package org.vigie.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
