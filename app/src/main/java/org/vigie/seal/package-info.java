/**
 * Sealing: addresses, tips and contacts are stored only as ciphertext, bound to the very table, column and row they stand in,
 * with a keyed code beside them where equality must be found. The keys lie outside the database.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "database")
package org.vigie.seal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
