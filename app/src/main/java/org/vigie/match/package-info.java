/**
 * Matching: whether the hashes of one media file are on a hash list of an organisation, exactly or nearly, and what that
 * list's owner lets a match do. The lists are held in memory; an index that is not loaded or too old is an error and never
 * "no match".
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "log", "database", "organisation", "hashlist"})
package org.vigie.match;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
