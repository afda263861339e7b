package org.vigie.hashlist;

import org.vigie.audit.AuditActor;

/**
 * How a list file is imported.
 *
 * @param by who does it, for the audit
 * @param withdrawn what happens to entries that were withdrawn earlier and are in the file again
 */
public record ImportOptions(AuditActor by, Withdrawn withdrawn) {
    /** What an import does with entries that were withdrawn. */
    public enum Withdrawn {
        /** They stay withdrawn, and are counted: the default, because a recall outlives the file that still has them. */
        STAY,
        /** They match again. */
        COME_BACK
    }

    /** The usual way: what was withdrawn stays so. */
    public static ImportOptions by(AuditActor actor) {
        return new ImportOptions(actor, Withdrawn.STAY);
    }
}
