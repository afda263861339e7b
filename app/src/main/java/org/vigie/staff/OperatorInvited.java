package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * An administrator whom the operator of the installation invited, whom nobody of the organisation may have asked for.
 *
 * @param name as the person chose it, or as the invitation says
 * @param came whether the link was used
 */
public record OperatorInvited(UUID person, String name, Instant at, boolean came) {}
