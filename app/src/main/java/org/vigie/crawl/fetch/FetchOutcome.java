package org.vigie.crawl.fetch;

/** What came of a fetch. */
public sealed interface FetchOutcome permits Answer, Failed {}
