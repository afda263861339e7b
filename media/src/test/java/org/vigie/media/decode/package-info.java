/** Tests of what runs in the decoding process, without one. */
@NullMarked
package org.vigie.media.decode;

import org.jspecify.annotations.NullMarked;
