package org.vigie.media;

import java.util.List;
import org.vigie.core.hash.Dihedral;
import org.vigie.core.hash.MediaHashes;

/**
 * A picture that was decoded.
 *
 * @param hashes with the PDQ hash of the stored pixels of the first frame
 * @param width pixels of the first frame or page
 * @param height pixels
 * @param orientation 1 to 8: how the file asks to be turned for showing, in the numbers of EXIF; not applied to anything here
 * @param frames the first frame, and of an animated GIF some of the others, in order
 * @param decoder {@code libjpeg-turbo}, {@code ffmpeg} or {@code imageio}
 * @param mode {@code full-resolution}: the canonical PDQ hash, from luma of every pixel; {@code reduced} or {@code 512-first}
 *     where that was asked for
 */
public record Hashed(
        MediaHashes hashes,
        String mime,
        int width,
        int height,
        int orientation,
        List<FrameHash> frames,
        String decoder,
        String mode)
        implements Hashing {
    /** By the number of the orientation, from 1. */
    private static final List<Dihedral> SHOWN = List.of(
            Dihedral.ORIGINAL,
            Dihedral.FLIPPED_Y,
            Dihedral.ROTATED_180,
            Dihedral.FLIPPED_X,
            Dihedral.FLIPPED_PLUS,
            Dihedral.ROTATED_270,
            Dihedral.FLIPPED_MINUS,
            Dihedral.ROTATED_90);

    public Hashed {
        frames = List.copyOf(frames);
    }

    /** What PDQ says of the first frame. */
    public FrameHash firstFrame() {
        return frames.getFirst();
    }

    /** How the stored picture has to be turned to be shown as the file asks. */
    public Dihedral shown() {
        return SHOWN.get(orientation - 1);
    }
}
