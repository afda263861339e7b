package org.vigie.media;

import java.util.Optional;
import org.vigie.media.decode.Fault;
import org.vigie.media.decode.VideoWire;

/** Why a file has no PDQ hash. */
public enum UndecodableReason {
    /** Its first bytes are not those of a picture. */
    NOT_A_PICTURE,
    /** Its first bytes are not those of a video, where one was expected. */
    NOT_A_VIDEO,
    /** The picture goes on after the end of the file. A file that lacks only its end marker is decoded. */
    TRUNCATED,
    /** The file breaks the rules of its format so that pixels are lost; harmless warnings do not count. */
    CORRUPT,
    /** More than {@link MediaLimits#pixelsMax}. */
    TOO_MANY_PIXELS,
    /** More than {@link MediaLimits#bytesMax}. */
    TOO_MANY_BYTES,
    /** A video longer than {@link VideoLimits#duration}: what comes after was not hashed. */
    TOO_LONG,
    /** A video with more frames to hash than {@link VideoLimits#framesMax}: the others were not hashed. */
    TOO_MANY_FRAMES,
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

    /** Why not all of a video was hashed; empty if all was. */
    static Optional<UndecodableReason> of(VideoWire.Cut cut) {
        return switch (cut) {
            case NONE -> Optional.empty();
            case TRUNCATED -> Optional.of(TRUNCATED);
            case CORRUPT -> Optional.of(CORRUPT);
            case TOO_LONG -> Optional.of(TOO_LONG);
            case TOO_MANY_FRAMES -> Optional.of(TOO_MANY_FRAMES);
            case TIMED_OUT -> Optional.of(TIMED_OUT);
        };
    }

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
