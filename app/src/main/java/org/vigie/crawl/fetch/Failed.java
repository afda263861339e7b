package org.vigie.crawl.fetch;

/** No usable answer. */
public record Failed(FetchFailure failure) implements FetchOutcome {}
