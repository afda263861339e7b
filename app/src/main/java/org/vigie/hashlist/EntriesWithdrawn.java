package org.vigie.hashlist;

/** Entries of a list were withdrawn, in the transaction that publishes this: they match no longer. */
public record EntriesWithdrawn(ListId list) {}
