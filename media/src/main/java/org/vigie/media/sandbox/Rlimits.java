package org.vigie.media.sandbox;

/**
 * Resource limits of a decoding process beside those that are always 0: the size of files written, and of core dumps.
 *
 * <p>There is none on address space, under which a JVM does not start; memory is bounded by the data segment (heap, code and
 * native allocations alike) and by the parent, which looks at what is resident.
 *
 * @param dataBytes private writable memory
 * @param cpuSeconds processor time over the life of the process
 * @param processes processes and threads of the user it runs as; 0 leaves the limit alone, for users who have other work
 */
public record Rlimits(long dataBytes, long cpuSeconds, long processes) {}
