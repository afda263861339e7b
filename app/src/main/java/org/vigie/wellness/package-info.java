/**
 * The exposure of people to media: how often, how long and in which form anything was shown to somebody. In this version
 * nothing is ever shown, and the ledger that says so is empty, append-only, and counted on the dashboard.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.vigie.wellness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
