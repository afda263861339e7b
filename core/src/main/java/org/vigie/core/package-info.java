/**
 * Pure algorithms and values of the trade. Nothing here reads a clock, a file, a socket or a database: bytes, times and
 * randomness are handed in, so that every rule can be tested by a table.
 */
@NullMarked
package org.vigie.core;

import org.jspecify.annotations.NullMarked;
