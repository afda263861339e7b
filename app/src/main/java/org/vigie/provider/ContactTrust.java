package org.vigie.provider;

/** What is known about the contacts of a file that is imported. */
public enum ContactTrust {
    /** A person who may decide it vouches for every line. */
    APPROVED,
    /** Each new contact waits for a person. */
    NEEDS_APPROVAL
}
