package org.vigie.media;

import java.time.Duration;
import org.vigie.media.decode.Wire;

/**
 * The limits of hashing media.
 *
 * @param bytesMax a larger file is not decoded; its cryptographic hashes are still computed
 * @param pixelsMax a picture with more pixels, by its header, is not decoded
 * @param decodeTime wall time for one picture, from handing it over to the answer
 * @param startTime wall time for a decoding process to start
 * @param memoryBytes resident memory of a decoding process; also its limit of private writable memory
 * @param heapBytes of those, the heap of its JVM
 * @param picturesPerWorker after so many a decoding process is replaced
 * @param processorTime over the life of a decoding process
 * @param idleTime an unused decoding process ends after this
 * @param framesPerPicture of an animation, so many frames are hashed, 1 to {@link Wire#FRAMES_MAX}
 * @param processes and threads of the user of a decoding process, where that user is its own
 */
public record MediaLimits(
        int bytesMax,
        long pixelsMax,
        Duration decodeTime,
        Duration startTime,
        long memoryBytes,
        long heapBytes,
        int picturesPerWorker,
        Duration processorTime,
        Duration idleTime,
        int framesPerPicture,
        int processes) {
    private static final long MEGABYTE = 1L << 20;

    /** 50 MB, 100 million pixels, 10 s, 512 MB, 500 pictures a process, 16 frames of an animation. */
    public static final MediaLimits DEFAULT = new MediaLimits(
            (int) (50 * MEGABYTE),
            100_000_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            512 * MEGABYTE,
            384 * MEGABYTE,
            500,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            16,
            128);

    public MediaLimits {
        if (bytesMax < 1 || pixelsMax < 1 || picturesPerWorker < 1 || heapBytes > memoryBytes) {
            throw new IllegalArgumentException("a limit of nothing, or a heap larger than the memory");
        }
        if (framesPerPicture < 1 || framesPerPicture > Wire.FRAMES_MAX) {
            throw new IllegalArgumentException("1 to %d frames, not %d".formatted(Wire.FRAMES_MAX, framesPerPicture));
        }
    }
}
