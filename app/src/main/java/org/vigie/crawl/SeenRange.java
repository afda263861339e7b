package org.vigie.crawl;

import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;

/**
 * A part of all SHA-256 hashes.
 *
 * @param after it begins after this one; null for the beginning
 * @param upTo it ends with this one; null for the end
 */
public record SeenRange(@Nullable HashValue after, @Nullable HashValue upTo) {}
