/** Tests with generated pictures only; what a machine lacks is skipped by name. */
@NullMarked
package org.vigie.media;

import org.jspecify.annotations.NullMarked;
