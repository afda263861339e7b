package org.vigie.api;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/** From which hosts the clients of the bound organisation may have files fetched. Every change is audited. */
@Service
public class ClientHostService {
    /** What stands in an address beside a name. */
    private static final String NOT_OF_A_NAME = "/\\@:?#%[]";

    private final ClientService clients;
    private final ClientHosts hosts;
    private final AuditService audit;
    private final Clock clock;

    ClientHostService(ClientService clients, ClientHosts hosts, AuditService audit, Clock clock) {
        this.clients = clients;
        this.hosts = hosts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Lets files of that host be fetched for the client.
     *
     * @param name of one host, with neither scheme nor port
     * @throws Refusal where it is no name or a number, the client has it, or the client is none, is revoked or has too many
     */
    @Transactional
    public ClientHost add(UUID client, String name, AuditActor by) {
        if (clients.require(client).isRevoked()) {
            throw new Refusal("api.clients.unknown");
        }
        if (hosts.of(client, ApiLimits.HOSTS_MAX).size() >= ApiLimits.HOSTS_MAX) {
            throw new Refusal("api.client.hosts.many", ApiLimits.HOSTS_MAX);
        }
        var added = new ClientHost(UUID.randomUUID(), client, canonical(name), clock.instant());
        if (!hosts.add(CurrentOrganisation.require(), added)) {
            throw new Refusal("api.client.hosts.known");
        }
        note("client.host-added", client, added.id(), by);
        return added;
    }

    /**
     * Lets nothing be fetched from it any more.
     *
     * @throws Refusal where the client has no such host
     */
    @Transactional
    public void remove(UUID client, UUID host, AuditActor by) {
        if (!hosts.remove(client, host, clock.instant())) {
            throw new Refusal("api.client.hosts.unknown");
        }
        note("client.host-removed", client, host, by);
    }

    /**
     * The same, by its name.
     *
     * @throws Refusal where it is no name, or the client has no such host
     */
    @Transactional
    public void remove(UUID client, String name, AuditActor by) {
        String host = canonical(name);
        var found = hosts.of(client, ApiLimits.HOSTS_MAX).stream()
                .filter(one -> one.host().equals(host))
                .findFirst()
                .orElseThrow(() -> new Refusal("api.client.hosts.unknown"));
        remove(client, found.id(), by);
    }

    /** By name. */
    @Transactional(readOnly = true)
    public List<ClientHost> of(UUID client) {
        return hosts.of(client, ApiLimits.HOSTS_MAX);
    }

    /** The ids of the hosts by their names. */
    @Transactional(readOnly = true)
    public Map<String, UUID> named(ApiClient client) {
        return hosts.of(client.id(), ApiLimits.HOSTS_MAX).stream()
                .collect(Collectors.toMap(ClientHost::host, ClientHost::id));
    }

    /** The log's texts are not sealed: it has the id of the row, which has the name. */
    private void note(String act, UUID client, UUID host, AuditActor by) {
        audit.record(AuditAct.of(act, by, client, host));
    }

    private static String canonical(String text) {
        String name = text.strip();
        boolean isName = name.chars().noneMatch(c -> NOT_OF_A_NAME.indexOf(c) >= 0 || Character.isWhitespace(c));
        return CanonicalAddress.find("https://" + name + "/")
                .filter(address -> isName && address.hostNumber().isEmpty())
                .map(CanonicalAddress::host)
                .orElseThrow(() -> new Refusal("api.client.hosts.form"));
    }
}
