/**
 * Retro-matching: what was added to a list is compared with all media that the crawl ever saw, so that what became known late
 * is found where it was met early. A hit makes or reopens an item; a second fetch decides, as ever, before anything follows.
 *
 * <p>One row for each list says how far its round has come. The round goes in the order of SHA-256 hashes; an addition in the
 * middle of it makes it go over the end and on to where it stood. When it is over, what was seen lately is compared once more:
 * a fetch may have used lists that were a little older.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "organisation", "work", "audit", "hashlist", "item", "match", "crawl"})
package org.vigie.retromatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
