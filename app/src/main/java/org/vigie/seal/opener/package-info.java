/**
 * The opener: a process of its own that holds the private keys of tips and does nothing but open what was sealed to them, one
 * value at a time, at most so many in an hour. It has no database, no network and no framework.
 */
@NullMarked
package org.vigie.seal.opener;

import org.jspecify.annotations.NullMarked;
