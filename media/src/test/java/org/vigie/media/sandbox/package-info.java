/** Tests of confinement: the filter as a program, and escapes from every way that works here. */
@NullMarked
package org.vigie.media.sandbox;

import org.jspecify.annotations.NullMarked;
