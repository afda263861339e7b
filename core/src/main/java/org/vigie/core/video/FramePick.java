package org.vigie.core.video;

/** Which frames of a video are hashed. */
public sealed interface FramePick {
    /** All of them. */
    FramePick EVERY = new Every();

    /** Those that can be decoded without others: several times faster than all, a few seconds apart as the encoder chose. */
    FramePick KEY_FRAMES = new KeyFrames();

    /**
     * The first frame, and the first one in each further interval. All are decoded all the same, since each builds on others.
     *
     * @param perSecond more than 0, at most {@link PerSecond#MAX}; 0.5 is a frame every two seconds
     */
    static FramePick perSecond(double perSecond) {
        return new PerSecond(perSecond);
    }

    record Every() implements FramePick {}

    record KeyFrames() implements FramePick {}

    record PerSecond(double rate) implements FramePick {
        /** Frames a second; no video has more. */
        public static final double MAX = 1_000;

        public PerSecond {
            if (!(rate > 0) || rate > MAX) {
                throw new IllegalArgumentException(
                        "a rate is more than 0 and at most %s frames a second".formatted(MAX));
            }
        }

        /** When the frame after one at that time is due, seconds. */
        public double dueAfter(double seconds) {
            return (Math.floor(seconds * rate + ROUNDING) + 1) / rate;
        }

        /** Whether a frame at that time is late enough. */
        public boolean isDue(double seconds, double due) {
            return seconds + ROUNDING / rate >= due;
        }

        /** Times are written in fractions that no double holds. */
        private static final double ROUNDING = 1e-6;
    }
}
