package org.vigie.hashlist;

/** No match with the entry leads to a notice until a person decides. */
public record EntryHeld(EntryId entry) {}
