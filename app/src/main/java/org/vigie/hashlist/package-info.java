/**
 * Hash lists: what authorised hotlines already know, as hashes with their class and where each came from. Lists are imported
 * from files, entries are withdrawn and never deleted, and each list's owner says what a match with it may do.
 *
 * <p>Whether something matches is decided in {@code match}; nothing here looks at media.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "organisation", "audit", "limit", "seal", "staff"})
package org.vigie.hashlist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
