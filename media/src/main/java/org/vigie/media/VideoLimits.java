package org.vigie.media;

import java.time.Duration;

/**
 * The limits of hashing a video.
 *
 * @param bytesMax a larger file is not decoded
 * @param pixelsMax a video with more pixels in a frame is not decoded
 * @param framesMax so many frames are hashed; what comes after is not
 * @param duration so much of a video is decoded, by its own clock
 * @param wallTime for one video. A tenth before the end the process is to answer with what it has
 * @param startTime wall time for a decoding process to start
 * @param memoryBytes resident memory of a decoding process; also its limit of private writable memory
 * @param heapBytes of those, the heap of its JVM: the pixels lie outside of it
 */
public record VideoLimits(
        long bytesMax,
        long pixelsMax,
        int framesMax,
        Duration duration,
        Duration wallTime,
        Duration startTime,
        long memoryBytes,
        long heapBytes) {
    private static final long MEGABYTE = 1L << 20;

    /** 2 GB, 8K frames, 250 000 of them, 3 hours of video in 5 minutes, 512 MB. */
    public static final VideoLimits DEFAULT = new VideoLimits(
            2048 * MEGABYTE,
            8192 * 4320,
            250_000,
            Duration.ofHours(3),
            Duration.ofMinutes(5),
            Duration.ofSeconds(15),
            512 * MEGABYTE,
            64 * MEGABYTE);

    /** Frames in the order of their answers are kept: 100 bytes each. */
    private static final int FRAMES_MOST = 10_000_000;

    public VideoLimits {
        if (bytesMax < 1 || pixelsMax < 1 || framesMax < 1 || framesMax > FRAMES_MOST || heapBytes > memoryBytes) {
            throw new IllegalArgumentException("a limit of nothing or of too much, or a heap larger than the memory");
        }
    }

    /** For the process, whose program takes one video and no picture. */
    MediaLimits ofProcess() {
        return new MediaLimits(
                1,
                pixelsMax,
                wallTime,
                startTime,
                memoryBytes,
                heapBytes,
                1,
                wallTime.multipliedBy(2),
                startTime,
                1,
                128);
    }

    /** When the process stops by itself. */
    Duration softTime() {
        return wallTime.multipliedBy(9).dividedBy(10);
    }
}
