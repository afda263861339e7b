package org.vigie.staff.passkey;

import java.util.Set;

/**
 * What is kept of a passkey that was just made.
 *
 * @param credentialId by which it is found again
 * @param attestedData AAGUID, credential id and public key, in the bytes of the standard (6.5.1)
 * @param signCount 0 where the authenticator does not count
 * @param transports how browsers reach it, as in {@code internal} or {@code usb}; only a hint
 * @param backupEligible may be copied to other devices by its maker's service
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the table, never compared
public record NewPasskey(
        byte[] credentialId,
        byte[] attestedData,
        long signCount,
        Set<String> transports,
        boolean backupEligible,
        boolean backedUp) {}
