package org.vigie.media.decode;

import java.util.Locale;
import java.util.Optional;

/**
 * What the warnings of JPEG decoders mean. Decoders repair: they fill the missing rest of a picture with grey and go on, and
 * say so in a warning. A hash of such a filling is a hash of something nobody sees, so a warning that pixels are lost makes the
 * file undecodable. The others (unknown versions, stray bytes between segments) are found in the pictures of ordinary
 * cameras and lose nothing: those files count as decodable.
 *
 * <p>A file that lacks only its end marker is complete; both decoders are given one after the last byte.
 *
 * <p>The texts are those of the Independent JPEG Group's library, from which both decoders descend (its {@code jerror.h}).
 */
final class JpegWarning {
    private JpegWarning() {}

    /** The fault that a warning amounts to; empty if it is harmless. */
    static Optional<Fault> fault(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature end") || text.contains("end of input")) {
            return Optional.of(Fault.TRUNCATED);
        }
        boolean losesPixels = text.contains("bad huffman code")
                || text.contains("corrupt progressive")
                || text.contains("inconsistent progression")
                || text.contains("bad arithmetic code")
                || text.contains("bad progression")
                || text.contains("instead of rst");
        return losesPixels ? Optional.of(Fault.CORRUPT) : Optional.empty();
    }
}
