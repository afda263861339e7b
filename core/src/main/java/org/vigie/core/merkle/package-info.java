/**
 * The hash tree of an append-only log, as RFC 6962 (section 2.1) and RFC 9162 define it: SHA-256, leaves under the prefix
 * 0x00, nodes under 0x01. {@link org.vigie.core.merkle.MerkleFrontier} grows a tree without keeping its leaves, and {@link
 * org.vigie.core.merkle.Checkpoint} is the text by which a log states its size and root.
 */
@NullMarked
package org.vigie.core.merkle;

import org.jspecify.annotations.NullMarked;
