package org.vigie.hashlist;

import java.io.IOException;
import java.util.List;
import org.vigie.core.video.VideoFrame;

/** Takes the entries of a list one by one. */
public interface EntryWriter {
    /**
     * Takes the next one.
     *
     * @throws IOException where it cannot be written to
     */
    void entry(HashEntry entry) throws IOException;

    /** Whether it wants the frames of known videos; if not, these are entries like others. */
    default boolean takesFrames() {
        return false;
    }

    /**
     * Takes the next one, which is a known video that matches.
     *
     * @param frames in the order of their numbers
     * @throws IOException where it cannot be written to
     */
    default void video(HashEntry entry, List<VideoFrame> frames) throws IOException {
        entry(entry);
    }

    /**
     * Takes the next one whose hash is not computed here. What has no place for it counts it.
     *
     * @throws IOException where it cannot be written to
     */
    void opaque(OpaqueStored entry) throws IOException;
}
