/**
 * Compartments: need to know inside an organisation. A report, an item or a notice may lie in one; then it is shown to its
 * members alone, and to others it is not there. Everybody in a compartment sees who else is, since when and why. Who is not in
 * and must see what lies there at once breaks the glass: an hour, with a reason, told to all members, who review it.
 *
 * <p>The services that read ask the database, whose row-level security keeps the wall; nothing else decides who sees what.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "organisation", "seal", "audit", "staff", "retention"})
package org.vigie.compartment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
