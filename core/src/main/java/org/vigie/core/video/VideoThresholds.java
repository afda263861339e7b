package org.vigie.core.video;

import org.vigie.core.hash.Pdq;
import org.vigie.core.index.RadiusIndex;

/**
 * From where on videos count as matching.
 *
 * @param qualityMin frames of a lesser quality, {@link Pdq#QUALITY_MIN} to 100, are not compared
 * @param radius how many of the 256 bits of two frames may differ, 0 to {@link RadiusIndex#RADIUS_MAX}
 * @param queryPercentMin how much of the video in question the known one must hold, 0 to 100. Nothing, so that what was added
 *     to a known video does not hide it
 * @param targetPercentMin how much of the known video the one in question must hold, 0 to 100
 * @param framesMin how many frames of either must match for that, 1 or more: of a known video of one frame, one frame that
 *     looks like it by chance would be all
 * @param clip what counts as a shared clip, of videos that hold too little of one another
 */
public record VideoThresholds(
        int qualityMin, int radius, double queryPercentMin, double targetPercentMin, int framesMin, ClipRule clip) {
    /** The examples that vPDQ's authors give: quality 50, 31 bits, 80 % of the known video; of 3 frames or more. */
    public static final VideoThresholds DEFAULT =
            new VideoThresholds(Pdq.QUALITY_MIN, Pdq.RADIUS, 0, 80, 3, ClipRule.DEFAULT);

    public VideoThresholds {
        if (qualityMin < Pdq.QUALITY_MIN || qualityMin > 100) {
            throw new IllegalArgumentException("a quality is %d to 100, not %d".formatted(Pdq.QUALITY_MIN, qualityMin));
        }
        if (framesMin < 1) {
            throw new IllegalArgumentException("one frame is the least that matches, not " + framesMin);
        }
        if (radius < 0 || radius > RadiusIndex.RADIUS_MAX) {
            throw new IllegalArgumentException("a radius is 0 to %d, not %d".formatted(RadiusIndex.RADIUS_MAX, radius));
        }
        requirePercent(queryPercentMin);
        requirePercent(targetPercentMin);
    }

    /** The same with another radius. */
    public VideoThresholds within(int bits) {
        return new VideoThresholds(qualityMin, bits, queryPercentMin, targetPercentMin, framesMin, clip);
    }

    private static void requirePercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentage is 0 to 100, not " + percent);
        }
    }

    /**
     * What counts as a clip that two videos share: frames that match in the same order and pace.
     *
     * @param tolerance by how many seconds matching frames may lie otherwise than the clip as a whole. Frames that are hashed
     *     once a second need 0.5 or more
     * @param gap so many seconds may pass within a clip without a matching frame
     * @param secondsMin a shorter clip does not count
     * @param framesMin matching frames of a clip, at least
     */
    public record ClipRule(double tolerance, double gap, double secondsMin, int framesMin) {
        /** Half a second of tolerance, gaps up to 3 s, clips from 1 s and 3 frames on. */
        public static final ClipRule DEFAULT = new ClipRule(0.5, 3, 1, 3);

        public ClipRule {
            if (!(tolerance > 0) || !(gap > 0) || !(secondsMin >= 0) || framesMin < 1) {
                throw new IllegalArgumentException("no clip: tolerance %s, gap %s, from %s s and %d frames on"
                        .formatted(tolerance, gap, secondsMin, framesMin));
            }
        }
    }
}
