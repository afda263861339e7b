package org.vigie.item;

/** Where an item was is known no more, by a rule or because nothing but an erased report led to it. */
public record ItemErased(ItemId item) {}
