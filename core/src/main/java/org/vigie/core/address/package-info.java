/**
 * Addresses on the web, in one spelling each, and what may be done with them. Two spellings that a browser takes for the same
 * address are one {@link org.vigie.core.address.CanonicalAddress}, so that an item is counted once and a filter cannot be
 * walked around by {@code 0x7f.1}; {@link org.vigie.core.address.AddressRanges} names the network addresses that must never
 * be connected to, and {@link org.vigie.core.address.TrapRules} the links that lead a crawler in circles or hand an address
 * to a stranger. Addresses of material are secrets: nothing here puts one into a message or into {@code toString}.
 */
@NullMarked
package org.vigie.core.address;

import org.jspecify.annotations.NullMarked;
