package org.vigie.hashlist;

import java.io.IOException;

/** Something that entries of a list can be read from, once and from the beginning to the end. */
@FunctionalInterface
public interface EntrySource {
    /**
     * Tells all of it.
     *
     * @throws IOException where the source fails; what was told before stays
     */
    void read(EntryReader reader) throws IOException;
}
