package org.vigie.provider;

/** A person approved a contact: letters that waited for it may go. */
public record ContactApproved(ContactId contact) {}
