/**
 * Hash lists: what authorised hotlines already know, as hashes with their class and where each came from. Lists are imported
 * from files, entries are withdrawn and never deleted, and each list's owner says what a match with it may do.
 *
 * <p>Whether something matches is decided in {@code match}, but for opaque hashes, which are found here by their value; nothing here
 * looks at media.
 *
 * <ul>
 *   <li>A list and its entries: {@code HashList*}, {@code HashEntr*}, {@code ListEntry}, {@code ListPolic*}, {@code Provenance}, {@code MaterialClass}.
 *   <li>Bringing entries in: {@code ImportFlow}, {@code ImportRun}, {@code EntryReader}, {@code EntryWriter}, {@code ListExamination}, {@code Said}.
 *   <li>Hashes that are not computed here, and known videos: {@code Opaque*}, {@code KnownVideos}.
 *   <li>Entries that match far too much: {@code Flood}, {@code EntryHold*}.
 *   <li>For others: {@code ListFeed}, {@code ListContents}, {@code ListSearch}, {@code ListExport}, {@code ListCopyService}, {@code ListDiff}, {@code ListCheck}.
 * </ul>
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "organisation", "audit", "limit", "seal", "staff"})
package org.vigie.hashlist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
