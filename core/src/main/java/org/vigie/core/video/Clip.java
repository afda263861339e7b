package org.vigie.core.video;

/**
 * A stretch that two videos share. Times are seconds from the first frame of each.
 *
 * @param queryFrom its first matching frame in the video in question
 * @param queryTo its last one there
 * @param targetFrom its first matching frame in the known video
 * @param targetTo its last one there
 * @param frames of the video in question that match
 */
public record Clip(double queryFrom, double queryTo, double targetFrom, double targetTo, int frames) {}
