package org.vigie.audit;

/**
 * The database holds another log than the one this installation signed. Nothing is signed until a person has decided.
 *
 * @param signedSize leaves of the tree that was signed
 * @param foundSize leaves that the database has
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
        /** The file that remembers is damaged, or gone although something was signed. */
        NO_RECORD
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
            case NO_RECORD ->
                "the file keys/last-signed is damaged or gone, although the audit log was signed before: put it back from a backup";
        };
    }
}
