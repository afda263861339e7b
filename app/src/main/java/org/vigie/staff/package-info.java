/**
 * Staff: the people of an organisation, their roles and how they sign in.
 *
 * <p>A person signs in with a passkey, or with a password (Argon2id) and a code from their authenticator (TOTP), or by the identity
 * service of their organisation. A page names the roles
 * that open it with {@link org.vigie.staff.AllowedTo}; what names none is closed. The names that every page needs
 * ({@link org.vigie.staff.Refusal}, {@link org.vigie.staff.SignedIn}) live here, because all pages may depend on staff.
 *
 * <ul>
 *   <li>Who somebody is: {@code Person}, {@code People*}, {@code Role}, {@code SignedIn}, {@code Review*}.
 *   <li>How they sign in: {@code SignIn*}, {@code Passkey*}, {@code Totp}, {@code Recover*}, {@code ConfirmPages}; {@code passkey} and {@code oidc} hold the protocols.
 *   <li>How they come to have an account: {@code Invitation}, {@code Links}, {@code Enrolment*}, {@code Admission*}, {@code NewAdministrator}.
 *   <li>Where they are signed in: {@code Session*}, {@code PersonSessions}, {@code GuestSessions}.
 *   <li>What every page needs: {@code AllowedTo}, {@code OpenToAll}, {@code RecentFactor}, {@code Refusal}, {@code TwoPeople}, {@code Meter}.
 * </ul>
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "database", "organisation", "seal", "audit", "work", "limit"})
package org.vigie.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
