package org.vigie.hashlist;

/** A list's owner changed what a match with it may do. */
public record ListPolicyChanged(ListId list) {}
