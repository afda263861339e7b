/**
 * Sealing: addresses, tips and contacts are stored only as ciphertext, bound to the very table, column and row they stand in,
 * with a keyed code beside them where equality must be found. The keys lie outside the database.
 *
 * <p>What strangers tell is sealed twice: under a key of the record, which is destroyed when the record is erased, and to the
 * public key of the organisation, whose private key another process has ({@code seal.opener}).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "database", "organisation", "work"})
package org.vigie.seal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
