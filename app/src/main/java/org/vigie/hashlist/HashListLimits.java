package org.vigie.hashlist;

/** The limits of this module. */
public final class HashListLimits {
    /** Bytes on one line of a list file. */
    public static final int LINE_BYTES_MAX = 4096;

    /** Lines that one quoted field may span. */
    public static final int RECORD_LINES_MAX = 8;

    /** Characters in a class. */
    public static final int CLASS_CHARS_MAX = 64;

    /** Characters in a source. */
    public static final int SOURCE_CHARS_MAX = 200;

    /** Characters in a note. */
    public static final int NOTE_CHARS_MAX = 1000;

    /** Entries that are written in one transaction of an import. */
    public static final int BATCH_ENTRIES_MAX = 1000;

    /** Rejected lines that a report names; beyond these they are counted. */
    public static final int REJECTED_LINES_KEPT = 1000;

    /** Lists shown on the page of lists. */
    public static final int LISTS_SHOWN_MAX = 200;

    /** Entries on one page. */
    public static final int ENTRIES_PER_PAGE = 50;

    /** Up to how many entries of a system are counted for programs. */
    public static final int ENTRIES_COUNTED_MAX = 100_000;

    /** Batches of an import after which what they changed of the numbers of entries is folded. */
    public static final int FOLD_EVERY_BATCHES = 50;

    /** Changes of the numbers of entries that are folded at once. */
    public static final int COUNTS_FOLDED_MAX = 10_000;

    /** Imports shown on a list's page. */
    public static final int IMPORTS_SHOWN_MAX = 20;

    /** Characters in the reason that a person gives. */
    public static final int REASON_CHARS_MAX = 500;

    /** Bits within which an entry of a negative list stops near matches, until its owner says otherwise. */
    public static final int NEGATIVE_DISTANCE_DEFAULT = 8;

    /** The most that its owner may say: a wide one would hide what another list knows. */
    public static final int NEGATIVE_DISTANCE_MAX = 15;

    /** Entries that are held, on a list's page. */
    public static final int HOLDS_SHOWN_MAX = 50;

    /** Frames of one known video: all of twenty minutes, or one a second of ten hours. */
    public static final int VIDEO_FRAMES_MAX = 36_000;

    /** Frames that a known video must have which are good enough to be compared. */
    public static final int VIDEO_FRAMES_MIN = 3;

    /** Seconds up to which a frame of a known video may be shown. */
    public static final int VIDEO_SECONDS_MAX = 100_000;

    /** Bytes of one file with frames of videos. */
    public static final int VIDEO_FILE_BYTES_MAX = 64 << 20;

    /** Files with frames that are imported from one directory. */
    public static final int VIDEO_FILES_MAX = 100_000;

    /** Frames of the known videos of an organisation in all, which lie in memory to be compared: 50 to 170 bytes each. */
    public static final int KNOWN_FRAMES_MAX = 4_000_000;

    /** Frames that are written in one transaction of an import, beside those of one more video. */
    public static final int BATCH_FRAMES_MAX = 100_000;

    private HashListLimits() {}
}
