/**
 * Retro-matching: what was added to a list is compared with all media that the crawl ever saw, so that what became known late
 * is found where it was met early. A hit makes or reopens an item; a second fetch decides, as ever, before anything follows.
 *
 * <p>One row for each list says how far its round has come. What was added is looked up: a page of new entries at a time, exact
 * hashes in the database and PDQ hashes in an index in memory of all that was seen; videos, which are few, are compared one by
 * one. Where a list changed otherwise, or what was seen is more than may be held in memory, the round goes through all media in
 * the order of SHA-256 hashes; a change in the middle of it makes it go over the end and on to where it stood. Both ways compare
 * what they find with the lists in the same manner. When a round is over, what was seen lately is compared once more: a fetch may
 * have used lists that were a little older.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "database",
            "organisation",
            "work",
            "audit",
            "hashlist",
            "item",
            "match",
            "crawl"
        })
package org.vigie.retromatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
