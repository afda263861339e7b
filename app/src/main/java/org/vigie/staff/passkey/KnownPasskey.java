package org.vigie.staff.passkey;

/**
 * What a table remembers of a passkey, for comparing an answer with it.
 *
 * @param handle the bytes by which the authenticator knows its person
 * @param signCount the highest seen
 */
@SuppressWarnings("ArrayRecordComponent") // read from the table, never compared
public record KnownPasskey(byte[] handle, byte[] attestedData, long signCount, boolean backupEligible) {}
