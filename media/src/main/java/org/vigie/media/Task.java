package org.vigie.media;

import org.vigie.media.decode.DecodeMode;
import org.vigie.media.decode.PictureType;

/**
 * One picture to decode, and how.
 *
 * @param owner whose picture it is: a decoding process sees the pictures of one owner only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Task(PictureType type, byte[] bytes, DecodeMode mode, String owner) {}
