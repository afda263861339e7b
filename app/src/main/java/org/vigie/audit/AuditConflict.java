package org.vigie.audit;

/**
 * The database holds another log than the one this copy of the application signed. Nothing is signed until a person has decided.
 *
 * @param signedSize leaves of the tree that was signed
 * @param foundSize leaves that the database has; where it was signed elsewhere, leaves of its newest checkpoint
 */
public record AuditConflict(Kind kind, long signedSize, long foundSize) {
    /** How they differ. */
    public enum Kind {
        /** The database is older than what was signed: a backup was restored, or its end was cut off. */
        BEHIND,
        /** It has other leaves than those that were signed. */
        FORK,
        /** The log was signed under another name. */
        OTHER_NAME,
        /**
         * Its newest checkpoint is beyond what is on record here: another copy of the application signs it, or an old file was put
         * back. What this copy remembers would not keep it from contradicting the other.
         */
        ELSEWHERE,
        /** The file that remembers is damaged, or gone although something was signed. */
        NO_RECORD
    }

    /** Whether what is wrong is the file of this copy of the application, and not the database. */
    public boolean isOfTheRecord() {
        return switch (kind) {
            case NO_RECORD, ELSEWHERE -> true;
            case BEHIND, FORK, OTHER_NAME -> false;
        };
    }

    /** For operators. */
    public String sentence() {
        return switch (kind) {
            case BEHIND ->
                "the audit log of the database has %d leaves, but one of %d was signed: the database is older than its signatures"
                        .formatted(foundSize, signedSize);
            case FORK ->
                "the audit log of the database differs from the one of %d leaves that was signed: it was rewritten"
                        .formatted(signedSize);
            case OTHER_NAME -> "the audit log was signed under another name than vigie.audit.origin";
            case ELSEWHERE ->
                ("the audit log was signed up to %d leaves, and keys/last-signed of this copy knows of %d: another copy of Vigie"
                                + " signs it, and only one may have vigie.audit.running=true, or an old file was put back")
                        .formatted(foundSize, signedSize);
            case NO_RECORD ->
                "the file keys/last-signed is damaged or gone, although the audit log was signed before. Where another copy of Vigie"
                        + " signs it, set vigie.audit.running=false for this one; else see 'audit cosign resume'";
        };
    }
}
