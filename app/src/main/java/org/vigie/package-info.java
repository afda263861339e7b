/** The application: each package below is one concept of the trade. {@link org.vigie.Vigie} is the way in. */
@NullMarked
package org.vigie;

import org.jspecify.annotations.NullMarked;
