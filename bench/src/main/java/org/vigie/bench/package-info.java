/** Benchmarks. Never deployed. */
@NullMarked
package org.vigie.bench;

import org.jspecify.annotations.NullMarked;
