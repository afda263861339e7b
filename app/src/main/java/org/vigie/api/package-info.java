/**
 * The programs of others: which clients an organisation has, and what they may ask. The forms are those that clients of
 * Hasher-Matcher-Actioner and of Project Arachnid's Shield speak.
 *
 * <p>A client is known by a token, never by a session. What it asks about is in the audit log before it has the answer; it may
 * ask so much a day, and unless it is inside the trust circle it learns the class alone. "No match" is said only by an index
 * that can be relied on.
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
            "hashlist",
            "match",
            "exchange",
            "crawl"
        })
package org.vigie.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
