/**
 * Crawling: fetches addresses for leads and takes second and later looks at items, host by host and politely, extracts
 * pictures, hashes them in the sandbox, has them matched, and drops the bytes. What is due lives in PostgreSQL; a host is
 * worked on under a fenced lease, so that a killed process loses nothing and shortens nobody's gap.
 *
 * <p>It decides nothing about an item: it reports sightings downwards and the outcome of looks by events.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "log",
            "database",
            "organisation",
            "seal",
            "audit",
            "work",
            "limit",
            "staff",
            "hashlist",
            "item",
            "match"
        })
package org.vigie.crawl;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
