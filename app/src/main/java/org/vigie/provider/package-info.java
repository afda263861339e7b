/**
 * Providers: who runs a host, and which desk of theirs takes removal requests.
 *
 * <p>A curated table today, to which later look-ups add. A contact is used only after a person approved it, and a new
 * one takes the place of the old one only then, so that a poisoned source cannot turn our letters to another desk.
 * Whether a notice is sent is not decided here; a provider only carries the marks that forbid it for now.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "organisation", "audit", "seal", "staff"})
package org.vigie.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
