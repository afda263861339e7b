/**
 * The audit log: who did what, and who read what, so that nothing is undone unseen. An entry commits with the transaction it
 * speaks of, or before the answer it speaks of leaves. Its leaf in a Merkle tree is a salted commitment: when an entry must
 * be erased, salt and text go, and the tree still stands.
 *
 * <p>{@link org.vigie.audit.AuditService#record} writes an entry and its leaf. One integrator at a time takes the leaves in
 * batches, gives each its position in the tree, and signs a checkpoint. {@link org.vigie.audit.AuditVerification} recomputes
 * all of it.
 *
 * <ul>
 *   <li>Entries: {@code AuditAct}, {@code AuditEntry}, {@code AuditEntries}, {@code EntryText}, {@code AuditReadService}, {@code AuditBurnService}.
 *   <li>The tree and its checkpoints: {@code AuditTree}, {@code AuditIntegrator}, {@code AuditHead}, {@code LogKey*}, {@code SigningRecord}.
 *   <li>Checking it: {@code AuditVerification}, {@code EntryCheck}, {@code TreeCheck}, {@code NoteCheck}, {@code ProofReader}.
 *   <li>For a second organisation: {@code Witness*}, {@code Cosignature*}, {@code Tile*}.
 * </ul>
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "log", "database", "organisation", "seal"})
package org.vigie.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
