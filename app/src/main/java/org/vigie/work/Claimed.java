package org.vigie.work;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/** One row this process has claimed. The generation tells whether it was asked for again meanwhile. */
record Claimed(UUID id, String kind, @Nullable OrgId org, UUID subject, int failures, int generation) {}
