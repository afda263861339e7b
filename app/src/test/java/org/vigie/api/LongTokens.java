package org.vigie.api;

import java.util.UUID;
import org.vigie.audit.AuditActor;

/** Tokens that live for days, as tests on this machine use them. */
public final class LongTokens {
    private static final String THIS_MACHINE = "127.0.0.0/8 ::1/128";

    private LongTokens() {}

    /** Binds the client to this machine and gives it one. */
    public static String give(ClientService clients, UUID client, int days, AuditActor by) {
        clients.setNetworks(client, THIS_MACHINE, by);
        return clients.giveToken(client, days, by);
    }
}
