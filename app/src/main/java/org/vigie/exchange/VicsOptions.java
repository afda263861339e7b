package org.vigie.exchange;

import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.ListKind;

/**
 * How a VICS file is read.
 *
 * @param sets what category numbers mean
 * @param set the set to which the file's categories belong; null takes the one that the file names, as {@code VICS US}
 * @param source who the file comes from, in the words of the operator
 * @param kind of the list that it is for: one that finds material takes no category that is none, and one that stops matches
 *     takes no other
 */
public record VicsOptions(CategorySets sets, @Nullable String set, String source, ListKind kind) {}
