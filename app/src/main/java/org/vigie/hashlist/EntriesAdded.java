package org.vigie.hashlist;

/** Entries were added to a list or changed, in the transaction that publishes this. */
public record EntriesAdded(ListId list) {}
