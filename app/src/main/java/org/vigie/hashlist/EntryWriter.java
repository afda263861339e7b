package org.vigie.hashlist;

import java.io.IOException;

/** Takes the entries of a list one by one. */
@FunctionalInterface
public interface EntryWriter {
    /**
     * Takes the next one.
     *
     * @throws IOException where it cannot be written to
     */
    void entry(HashEntry entry) throws IOException;
}
