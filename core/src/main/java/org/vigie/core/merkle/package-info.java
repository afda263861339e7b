/**
 * The hash tree of an append-only log, as RFC 6962 (section 2.1) and RFC 9162 define it: SHA-256, leaves under the prefix
 * 0x00, nodes under 0x01. {@link org.vigie.core.merkle.MerkleFrontier} grows a tree without keeping its leaves, and {@link
 * org.vigie.core.merkle.Checkpoint} is the text by which a log states its size and root. {@link
 * org.vigie.core.merkle.InclusionProof} and {@link org.vigie.core.merkle.ConsistencyProof} let somebody who holds checkpoints
 * only see that an entry is in the log and that the log was never rewritten. {@link org.vigie.core.merkle.TileTree} makes such proofs
 * from the tiles in which C2SP's {@code tlog-tiles} keeps a tree, without reading all of it.
 */
@NullMarked
package org.vigie.core.merkle;

import org.jspecify.annotations.NullMarked;
