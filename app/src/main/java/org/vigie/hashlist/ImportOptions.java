package org.vigie.hashlist;

import org.vigie.audit.AuditActor;

/**
 * How a list file is imported.
 *
 * @param by who does it, for the audit
 * @param kind of the list, where it is made by this; an existing one must be of it
 * @param withdrawn what happens to entries that were withdrawn earlier and are in the file again
 */
public record ImportOptions(AuditActor by, ListKind kind, Withdrawn withdrawn) {
    /** What an import does with entries that were withdrawn. */
    public enum Withdrawn {
        /** They stay withdrawn, and are counted: the default, because a recall outlives the file that still has them. */
        STAY,
        /** They match again. */
        COME_BACK,
        /** Those that their source took back match again, since it says so again; those that a person withdrew stay. */
        AS_ITS_SOURCE_SAYS
    }

    /** The same into a list of that kind. */
    public ImportOptions into(ListKind list) {
        return new ImportOptions(by, list, withdrawn);
    }

    /** The usual way: what was withdrawn stays so. */
    public static ImportOptions by(AuditActor actor) {
        return new ImportOptions(actor, ListKind.MATCH, Withdrawn.STAY);
    }
}
