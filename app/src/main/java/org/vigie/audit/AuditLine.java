package org.vigie.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log as people read it.
 *
 * @param id rises; the log is read in its order
 * @param subjects without those that lie behind walls; {@link AuditBurnService#ERASED} in the place of erased ones
 * @param facts as {@code name=value}, in the order of names; none of an entry about something behind walls
 * @param walled how many things that it names lie in compartments that the reader is not in
 * @param position in the tree, counted from 0; null until the integrator has taken the entry
 * @param isInParts whether each subject is committed to by itself, so that its leaf proves what a burn leaves
 */
public record AuditLine(
        long id,
        Instant at,
        String act,
        AuditActor actor,
        List<String> subjects,
        List<String> facts,
        int walled,
        @Nullable Long position,
        boolean isInParts) {
    /** Whether ids of erased records were taken out of it. */
    public boolean isBurnt() {
        return subjects.contains(AuditBurnService.ERASED);
    }

    /**
     * Whether its reader may have a proof of it, which holds all that it says. Of a burnt one that was not committed to in parts the
     * leaf confirms nothing any more.
     */
    public boolean isProvable() {
        return position != null && walled == 0 && (isInParts || !isBurnt());
    }

    /** As somebody reads it who may not know of these. */
    AuditLine beyond(Set<String> walls) {
        List<String> open = subjects.stream().filter(id -> !walls.contains(id)).toList();
        long told = facts.stream().filter(fact -> walls.contains(valueOf(fact))).count();
        int behind = subjects.size() - open.size() + (int) told;
        return behind == 0 ? this : new AuditLine(id, at, act, actor, open, List.of(), behind, position, isInParts);
    }

    private static String valueOf(String fact) {
        return fact.substring(fact.indexOf('=') + 1);
    }

    /** Everything in it that may be the id of something. */
    Stream<String> ids() {
        return Stream.concat(subjects.stream(), facts.stream().map(AuditLine::valueOf));
    }
}
