package org.vigie.hashlist;

/**
 * What one list says of a hash that is not computed here.
 *
 * @param entry as the list has it: under a licensed comparison not the very value that was asked for
 * @param isExact whether it is that very value
 * @param distance as the licensed comparison counts; 0 for the very value
 */
public record OpaqueSaid(ListName listName, ListKind kind, OpaqueEntry entry, boolean isExact, long distance) {}
