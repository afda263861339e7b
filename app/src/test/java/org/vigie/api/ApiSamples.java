package org.vigie.api;

import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.testing.FakeClock;

/** A client with a key, a network and a token, one that is held, and a canary, for tests of pages. */
@TestComponent
public class ApiSamples {
    private static final AuditActor TEST = AuditActor.system("test");

    private final ClientService clients;
    private final ClientKeyService keys;
    private final ClientHostService hosts;
    private final CanaryService canaries;
    private final ClientHolds holds;
    private final FakeClock clock;
    private final TransactionTemplate transactions;

    ApiSamples(
            ClientService clients,
            ClientKeyService keys,
            ClientHostService hosts,
            CanaryService canaries,
            ClientHolds holds,
            FakeClock clock,
            TransactionTemplate transactions) {
        this.clients = clients;
        this.keys = keys;
        this.hosts = hosts;
        this.canaries = canaries;
        this.holds = holds;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Adds them to the bound organisation. */
    public void fill() {
        var person = UUID.randomUUID();
        var client = clients.create("Sample partner", Circle.OUTSIDE, 100, TEST);
        keys.add(client.id(), Signing.ed25519(clock).publicKey(), TEST);
        clients.setNetworks(client.id(), "192.0.2.0/24", TEST);
        clients.giveToken(client.id(), 1, TEST);
        hosts.add(client.id(), "files.partner.example", TEST);
        var held = clients.create("Held partner", Circle.OUTSIDE, 100, TEST);
        transactions.executeWithoutResult(
                status -> holds.add(UUID.randomUUID(), held, ClientHold.Cause.CLIMB, 17, clock.instant()));
        canaries.make("a shelf for tests", person);
    }
}
