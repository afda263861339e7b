package org.vigie.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log as people read it.
 *
 * @param id rises; the log is read in its order
 * @param facts as {@code name=value}, in the order of names
 * @param position in the tree, counted from 0; null until the integrator has taken the entry
 */
public record AuditLine(
        long id,
        Instant at,
        String act,
        AuditActor actor,
        List<String> subjects,
        List<String> facts,
        @Nullable Long position) {}
