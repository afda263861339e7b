/**
 * Items: an address that served what may be material, what was seen there and when, which entries of which lists it
 * matched, and how far its removal has come. Addresses are sealed; every change adds a line to the item's history, so that
 * one can always ask where it is, why, and what comes next.
 *
 * <p>Nothing here fetches, matches or writes to anybody: others report what they saw or decided, and hear by events.
 *
 * <ul>
 *   <li>An item and its story: {@code Item}, {@code ItemService}, {@code ItemState}, {@code ItemEvent*}, {@code Spell*}, {@code Sighting*}.
 *   <li>Why it matched: {@code ItemMatch}, {@code Finding*}, {@code MatchWhy}, {@code Stretches}, {@code LateMatchService}.
 *   <li>What waits for a person, and what was decided: {@code HeldItems}, {@code HoldReason}, {@code FloodWatch}, {@code ItemDecisionService}, {@code DismissalReason}.
 *   <li>Reading: {@code ItemReadingService}, {@code ItemLine}, {@code ItemDossier}, {@code ItemView}, {@code ItemPages}.
 *   <li>Events for packages above: {@code ItemMatched}, {@code ItemConfirmed}, {@code ItemGone}, {@code ItemReappeared} and their like.
 * </ul>
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
