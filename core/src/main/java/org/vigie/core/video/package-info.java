/**
 * Video as vPDQ has it: a list of the PDQ hashes of its frames. Which known videos a video holds frames of, how much of either
 * the other holds, and which clips they share, with their times in both.
 */
@NullMarked
package org.vigie.core.video;

import org.jspecify.annotations.NullMarked;
