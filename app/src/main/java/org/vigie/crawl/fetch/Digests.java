package org.vigie.crawl.fetch;

import org.vigie.core.hash.HashValue;

/** The exact hashes of a body. */
public record Digests(HashValue md5, HashValue sha1, HashValue sha256) {}
