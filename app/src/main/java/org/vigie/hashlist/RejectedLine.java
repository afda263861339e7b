package org.vigie.hashlist;

/**
 * A line of a list file that was not taken. What stood on it is not repeated anywhere.
 *
 * @param line its number; the header is line 1
 */
public record RejectedLine(long line, Reason reason) {
    /** Why a line is not taken. The French and English words are under {@code hashlist.reason.…}. */
    public enum Reason {
        /** The first line is not the header {@code algorithm,hash,class,source,note}. */
        HEADER,
        /** The file has no header, so that nothing is known of what stands on its lines. */
        NO_HEADER,
        /** Longer than {@link HashListLimits#LINE_BYTES_MAX}. */
        LINE_TOO_LONG,
        /** Not UTF-8. */
        NOT_UTF8,
        /** A control character, such as a zero byte, that no field may hold. */
        CONTROL_CHARACTER,
        /** A quotation mark that is opened and not closed, here or soon after. */
        OPEN_QUOTE,
        /** Not comma-separated values as in RFC 4180. */
        NOT_CSV,
        /** More or fewer fields than the header. */
        FIELD_COUNT,
        /** A class, source or note that is longer than its limit. */
        FIELD_TOO_LONG,
        /** Not one of md5, sha1, sha256, pdq, vpdq, photodna, nor {@code opaque:} with a name. */
        ALGORITHM,
        /** Not a hash of that algorithm in hexadecimal digits. */
        HASH,
        /** The hash of an empty file, or a PDQ hash that every flat picture has: it would match what is no material. */
        EMPTY_CONTENT,
        /** No class. */
        NO_CLASS,
        /** What is said of where it comes from is too long, or no time or number where one belongs. */
        PROVENANCE,
        /** The category means that it is no material, so that it has no place on a list that finds material. */
        NOT_PERTINENT,
        /** The category does not say that it is no material, so that it has no place on a list of what must never match. */
        PERTINENT,
        /** The category is 0, which most sets have for what is no material, and no set says what it means here. */
        CATEGORY_ZERO,
        /** The record is not as its format has it. */
        MALFORMED,
        /** A known video that the list does not have is named without its frames. */
        NO_FRAMES,
        /** Not number, quality, PDQ hash and time of a frame. */
        FRAME,
        /** A frame whose number or time is not behind that of the one before. */
        FRAME_ORDER,
        /** More frames of a video than {@link HashListLimits#VIDEO_FRAMES_MAX}. */
        TOO_MANY_FRAMES,
        /** Fewer frames of a video than {@link HashListLimits#VIDEO_FRAMES_MIN} that can be compared. */
        TOO_FEW_FRAMES,
        /** Whoever hashed the video could not do so to its end. */
        CUT_SHORT,
        /** A file that is longer than {@link HashListLimits#VIDEO_FILE_BYTES_MAX}. */
        FILE_TOO_LONG
    }
}
