/**
 * Speaks OpenID Connect with the identity service of an organisation: where to send a person, and what the answer says. It
 * knows no person and keeps nothing.
 */
@NullMarked
package org.vigie.staff.oidc;

import org.jspecify.annotations.NullMarked;
