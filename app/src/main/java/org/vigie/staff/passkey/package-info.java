/**
 * Passkeys as the standard has them (W3C Web Authentication, level 3): what a browser is asked, and whether its answer holds.
 * Nothing here knows people, sessions or the database; whose passkey it is and what follows is decided above.
 */
@NullMarked
package org.vigie.staff.passkey;

import org.jspecify.annotations.NullMarked;
