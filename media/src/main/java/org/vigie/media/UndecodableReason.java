package org.vigie.media;

import org.vigie.media.decode.Fault;

/** Why a file has no PDQ hash. */
public enum UndecodableReason {
    /** Its first bytes are not those of a picture. */
    NOT_A_PICTURE,
    /** The picture goes on after the end of the file. A file that lacks only its end marker is decoded. */
    TRUNCATED,
    /** The file breaks the rules of its format so that pixels are lost; harmless warnings do not count. */
    CORRUPT,
    /** More than {@link MediaLimits#pixelsMax}. */
    TOO_MANY_PIXELS,
    /** More than {@link MediaLimits#bytesMax}. */
    TOO_MANY_BYTES,
    /** A picture in a format, or a variant of one, that is not decoded here; SVG always is one. */
    UNSUPPORTED_FORMAT,
    /** Longer than {@link MediaLimits#decodeTime}. */
    TIMED_OUT,
    /** More than {@link MediaLimits#memoryBytes}. */
    OUT_OF_MEMORY,
    /** The decoding process died or answered nonsense, twice if the first one had seen other pictures. */
    WORKER_CRASHED,
    /** No decoding process could be started in sufficient confinement. */
    SANDBOX_UNAVAILABLE;

    static UndecodableReason of(Fault fault) {
        return switch (fault) {
            case UNSUPPORTED_FORMAT -> UNSUPPORTED_FORMAT;
            case TRUNCATED -> TRUNCATED;
            case CORRUPT -> CORRUPT;
            case TOO_MANY_PIXELS -> TOO_MANY_PIXELS;
            case OUT_OF_MEMORY -> OUT_OF_MEMORY;
        };
    }
}
