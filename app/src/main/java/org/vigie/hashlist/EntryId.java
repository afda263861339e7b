package org.vigie.hashlist;

/** Names one entry of a hash list, in the order in which entries were first added to the database. */
public record EntryId(long value) {}
