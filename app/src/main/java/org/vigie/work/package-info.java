/**
 * Work that must be done later and survives a crash: a row, a time when it is due, and a handler that may be called more
 * than once. A row holds ids only. A runner claims due rows in small batches, binds the row's organisation and calls the
 * handler; what fails is tried again with growing pauses and set aside after a fixed number of tries, for a person to see.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "log", "database", "organisation"})
package org.vigie.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
