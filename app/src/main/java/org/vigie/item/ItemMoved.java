package org.vigie.item;

import java.util.Optional;
import org.vigie.compartment.CompartmentId;

/**
 * An item was put into a compartment, or out of all.
 *
 * @param to empty for out of all
 */
public record ItemMoved(ItemId item, int spell, Optional<CompartmentId> to) {}
