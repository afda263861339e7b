/**
 * Hashes of hostile media without harm: the cryptographic ones from the bytes, PDQ from the pixels.
 *
 * <p>{@link org.vigie.media.MediaHasher} is the door. It computes MD5, SHA-1 and SHA-256 itself, tells by the first bytes
 * whether they could be a picture, and has the pixels decoded by a throw-away process, since decoders are where pictures
 * attack. A few such processes are kept warm; each is watched by a clock and by the memory it holds, ends after so many
 * pictures or at its first fault, and shows at its start that it cannot reach files, network or other processes. Where no way
 * of confining it works, nothing is decoded. No byte of a picture is ever written to a disk.
 *
 * <p>{@link org.vigie.media.VideoHasher} is the door for videos. Each gets a process of its own, which reads the video through
 * its parent, piece by piece, and sends the hash of a frame at a time.
 *
 * <p>{@code sandbox} is how the process is confined, {@code decode} is what runs in it.
 */
@NullMarked
package org.vigie.media;

import org.jspecify.annotations.NullMarked;
