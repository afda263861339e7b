package org.vigie.core.index;

import org.vigie.core.hash.HashValue;

/**
 * An entry of a {@link SegmentedIndex}.
 *
 * @param id no two entries of an index have the same
 * @param label what the caller wants to be told with a hit; the index only compares it
 */
public record IndexEntry(long id, HashValue hash, int label) {}
