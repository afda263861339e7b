package org.vigie.hashlist;

/**
 * An entry of a hash that is not computed here, with the list that it stands on.
 *
 * @param number names it among all entries, as {@link EntryId} does for the others
 */
public record OpaqueListed(long number, ListId list, ListName listName, ListKind kind, OpaqueEntry entry) {}
