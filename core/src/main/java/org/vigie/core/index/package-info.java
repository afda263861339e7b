/**
 * Finding hashes among many, in memory: those equal to a given one, and those within a given distance. Indexes never change;
 * a change makes a new index that shares most of the old. They answer exactly: whatever lies within the radius is found, and
 * the test of that is a plain scan.
 */
@NullMarked
package org.vigie.core.index;

import org.jspecify.annotations.NullMarked;
