package org.vigie.exchange;

/** The services of others from which lists can be kept up to date. */
public enum SourceKind {
    /** NCMEC's hash sharing, version 2. */
    NCMEC("NCMEC hash sharing"),
    /**
     * StopNCII, version 1: hashes of intimate images of adults that were shared without their consent. They are never counted as
     * child sexual abuse material, and no match with them notifies by itself.
     */
    STOPNCII("StopNCII");

    private final String title;

    SourceKind(String title) {
        this.title = title;
    }

    /** How entries name it as their source. */
    String title() {
        return title;
    }
}
