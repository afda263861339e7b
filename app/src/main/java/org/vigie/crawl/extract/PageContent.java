package org.vigie.crawl.extract;

import java.util.List;
import java.util.Optional;
import org.vigie.core.address.CanonicalAddress;

/**
 * What a page holds.
 *
 * @param links each address once, in the order of the page, pictures before pages
 * @param refresh where the page sends a browser by itself (meta refresh)
 * @param asksToSignIn whether there is a field for a password
 * @param cut how many addresses were left out for the limits
 * @param unfit how many references are no address that can be fetched
 */
public record PageContent(
        List<Link> links, Optional<CanonicalAddress> refresh, boolean asksToSignIn, int cut, int unfit) {
    public PageContent {
        links = List.copyOf(links);
    }
}
