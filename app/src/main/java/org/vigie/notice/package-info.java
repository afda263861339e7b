/**
 * Notices: asking the host of confirmed material to remove it, once, and reminding while it is still there.
 *
 * <p>A notice gathers the items of one contact for a short while, is written in the contact's language, and goes out by
 * SMTP. Its Message-ID is settled when its row is made, so that a crash between sending and noting that it was sent ends in
 * the same message again and never in a second one. What may not be sent yet is held with its reason, for a person to
 * release or decline. Whether material is gone is not decided here.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "database",
            "organisation",
            "seal",
            "audit",
            "work",
            "limit",
            "staff",
            "retention",
            "hashlist",
            "item",
            "provider"
        })
package org.vigie.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
