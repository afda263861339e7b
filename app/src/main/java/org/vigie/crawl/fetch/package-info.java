/**
 * The one door to the web: resolves a name once, checks every address it has, connects to a checked one, makes sure that the
 * socket's peer is it, and reads an answer under limits of time, rate and size. Nothing is followed, kept or decoded here;
 * whatever a server does ends in a {@link org.vigie.crawl.fetch.FetchOutcome}.
 */
@NullMarked
package org.vigie.crawl.fetch;

import org.jspecify.annotations.NullMarked;
