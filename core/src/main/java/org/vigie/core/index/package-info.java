/**
 * Finding hashes among many, in memory: those equal to a given one, and those within a given distance. Indexes are built
 * once and never change; a new list makes a new index. They answer exactly: whatever lies within the radius is found, and
 * the test of that is a plain scan.
 */
@NullMarked
package org.vigie.core.index;

import org.jspecify.annotations.NullMarked;
