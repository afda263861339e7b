/**
 * Items: an address that served what may be material, what was seen there and when, which entries of which lists it
 * matched, and how far its removal has come. Addresses are sealed; every change adds a line to the item's history, so that
 * one can always ask where it is, why, and what comes next.
 *
 * <p>Nothing here fetches, matches or writes to anybody: others report what they saw or decided, and hear by events.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "database",
            "organisation",
            "seal",
            "audit",
            "limit",
            "staff",
            "compartment",
            "retention",
            "hashlist",
            "work"
        })
package org.vigie.item;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
