package org.vigie.hashlist;

/** What one list says of a hash. */
public record Said(ListName listName, ListKind kind, HashEntry entry) {}
