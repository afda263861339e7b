package org.vigie.api;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/** A client with a key, a network and a token, one that is held, and a canary, for tests of pages. */
@TestComponent
public class ApiSamples {
    private static final AuditActor TEST = AuditActor.system("test");

    private final ClientService clients;
    private final ClientKeyService keys;
    private final ClientRequestService requests;
    private final ClientHostService hosts;
    private final CanaryService canaries;
    private final ClientHolds holds;
    private final FakeClock clock;
    private final Fixtures fixtures;
    private final TransactionTemplate transactions;

    ApiSamples(
            ClientService clients,
            ClientKeyService keys,
            ClientRequestService requests,
            ClientHostService hosts,
            CanaryService canaries,
            ClientHolds holds,
            FakeClock clock,
            Fixtures fixtures,
            TransactionTemplate transactions) {
        this.clients = clients;
        this.keys = keys;
        this.requests = requests;
        this.hosts = hosts;
        this.canaries = canaries;
        this.holds = holds;
        this.clock = clock;
        this.fixtures = fixtures;
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

    /**
     * A client about which a colleague asks, and who waits for a second person.
     *
     * @return its id, that of the request to take it inside, and that of a token which a colleague agreed to and the person can make
     */
    public List<UUID> asked(SignedIn person) {
        var colleague = fixtures.colleague(person.org(), "Colleague", person.roles());
        var client = clients.create("Asked partner", Circle.OUTSIDE, 100, TEST).id();
        clients.setNetworks(client, "192.0.2.0/24", TEST);
        requests.askInside(colleague, client);
        requests.askToken(person, client, 7);
        var all = requests.of(client, person);
        var token = only(all, ClientRequest.What.TOKEN);
        requests.agree(colleague, client, token);
        return List.of(client, only(all, ClientRequest.What.INSIDE), token);
    }

    private static UUID only(List<ClientRequestService.Line> lines, ClientRequest.What what) {
        return lines.stream()
                .map(ClientRequestService.Line::request)
                .filter(one -> one.what() == what)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** A colleague agrees to whatever others ask for. */
    public void agree(SignedIn colleague) {
        for (var client : requests.waitingFor(colleague)) {
            requests.of(client, colleague).stream()
                    .filter(ClientRequestService.Line::toDecide)
                    .forEach(line ->
                            requests.agree(colleague, client, line.request().id()));
        }
    }

    /** The public half of a pair that no client has yet, as a page takes it. */
    public String publicKey() {
        return Signing.ed25519(clock).publicKey();
    }
}
