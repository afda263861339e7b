/**
 * What runs inside the throw-away process: telling what bytes are, reading their header, decoding them to luma, hashing.
 *
 * <p>{@link org.vigie.media.decode.DecodingMain} is the whole program: it confines itself, says hello, and then answers
 * pictures one after another over its standard streams in the form of {@link org.vigie.media.decode.Wire}. It is written so
 * that a picture that takes it over gains nothing: no files, no network, no second process, and an answer of a few closed
 * values that the parent checks again.
 *
 * <p>{@link org.vigie.media.decode.VideoMain} is the program for a video, and {@link org.vigie.media.decode.VideoWire} what it
 * says.
 */
@NullMarked
package org.vigie.media.decode;

import org.jspecify.annotations.NullMarked;
