package org.vigie.hashlist;

import java.util.List;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.VideoFrame;

/**
 * One line of a list file, read.
 *
 * @param line the number of the line on which it starts; the header is line 1
 * @param classAsGiven the class in the words of the list, at most {@link HashListLimits#CLASS_CHARS_MAX} characters
 * @param source who contributed it; empty where the file does not say
 * @param note free words of the list's owner; empty where there are none
 * @param provenance what else the source tells
 * @param frames of a known video, in the order of their numbers, at most {@link HashListLimits#VIDEO_FRAMES_MAX}; none of any
 *     other entry, nor where a file names a video that the list must have already
 */
public record ListEntry(
        long line,
        HashValue hash,
        String classAsGiven,
        String source,
        String note,
        Provenance provenance,
        List<VideoFrame> frames) {
    public ListEntry {
        frames = List.copyOf(frames);
    }

    /** Of anything but a known video with its frames. */
    public ListEntry(
            long line, HashValue hash, String classAsGiven, String source, String note, Provenance provenance) {
        this(line, hash, classAsGiven, source, note, provenance, List.of());
    }

    /** Of a source that tells nothing more. */
    public ListEntry(long line, HashValue hash, String classAsGiven, String source, String note) {
        this(line, hash, classAsGiven, source, note, Provenance.NONE);
    }

    /**
     * The same of a known video, with the frames that it is named by.
     *
     * @param at the line on which they begin
     */
    public ListEntry withFrames(long at, List<VideoFrame> ofVideo) {
        return new ListEntry(at, hash, classAsGiven, source, note, provenance, ofVideo);
    }

    /** Whether it is of a known video and tells nothing of its frames. */
    boolean isVideoWithoutFrames() {
        return hash.algorithm() == HashAlgorithm.VPDQ && frames.isEmpty();
    }

    /** What the class means here. */
    public MaterialClass materialClass() {
        return ClassMapping.of(classAsGiven);
    }

    /** Whether it says the same of the same hash, wherever it stands. */
    boolean saysTheSameAs(ListEntry other) {
        return hash.equals(other.hash)
                && classAsGiven.equals(other.classAsGiven)
                && source.equals(other.source)
                && note.equals(other.note)
                && provenance.equals(other.provenance);
    }
}
