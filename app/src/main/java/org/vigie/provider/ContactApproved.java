package org.vigie.provider;

/**
 * Letters that waited for this contact, or for any, may go: a person approved it, or the provider whose contact in use it is
 * got another host.
 */
public record ContactApproved(ContactId contact) {}
