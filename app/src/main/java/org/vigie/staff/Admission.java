package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;

/** That somebody let a person in, by an invitation or by a role. */
record Admission(UUID person, UUID by, Instant at) {}
