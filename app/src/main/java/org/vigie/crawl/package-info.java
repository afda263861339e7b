/**
 * Crawling: fetches addresses for leads and takes second and later looks at items, host by host and politely, extracts
 * pictures, hashes them in the sandbox, has them matched, and drops the bytes. What is due lives in PostgreSQL; a host is
 * worked on under a fenced lease, so that a killed process loses nothing and shortens nobody's gap.
 *
 * <p>It decides nothing about an item: it reports sightings downwards and the outcome of looks by events.
 *
 * <ul>
 *   <li>What a person begins and reads: {@code Lead*}, {@code CrawlService}, {@code CrawlReadingService}, {@code WhyPages}.
 *   <li>The frontier, what is due and who works on it: {@code Visit*}, {@code Hosts}, {@code UrlsSeen}, {@code Lease*}, {@code LocalDispatch}, {@code HostWorker}.
 *   <li>One fetch and what comes of it: {@code LeadVisitor}, {@code LookVisitor}, {@code PageFlow}, {@code PictureFlow}, {@code Decoding}.
 *   <li>What was ever seen, for entries that come later: {@code Seen*}, {@code KnownHashes}, {@code Encounter*}.
 *   <li>Apart: {@code fetch} (HTTP under limits) and {@code extract} (links and pictures of a page).
 * </ul>
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
