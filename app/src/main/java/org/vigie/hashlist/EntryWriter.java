package org.vigie.hashlist;

import java.io.IOException;

/** Takes the entries of a list one by one. */
public interface EntryWriter {
    /**
     * Takes the next one.
     *
     * @throws IOException where it cannot be written to
     */
    void entry(HashEntry entry) throws IOException;

    /**
     * Takes the next one whose hash is not computed here. What has no place for it counts it.
     *
     * @throws IOException where it cannot be written to
     */
    void opaque(OpaqueStored entry) throws IOException;
}
