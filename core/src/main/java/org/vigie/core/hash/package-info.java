/**
 * Hashes of media as values: the three cryptographic ones, which tell whether two files are the same bytes, and PDQ, which
 * tells how alike two pictures look. {@link org.vigie.core.hash.PdqHasher} computes PDQ from luma.
 */
@NullMarked
package org.vigie.core.hash;

import org.jspecify.annotations.NullMarked;
