/** Decoding hostile pictures in a throw-away sandboxed process, and hashing their pixels. */
@NullMarked
package org.vigie.media;

import org.jspecify.annotations.NullMarked;
