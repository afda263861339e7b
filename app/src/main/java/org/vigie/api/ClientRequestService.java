package org.vigie.api;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.database.Decision;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Takes clients into the trust circle, gives those inside another key, and gives clients tokens that live for days: each by two
 * administrators, see {@link StaffService#demandIndependent}. Whoever has the account of the server has all that Vigie has, so that
 * the operator's command needs one; it is on record and shown as such.
 */
@Service
public class ClientRequestService {
    private final ClientRequests requests;
    private final ClientService clients;
    private final ClientKeyService keys;
    private final StaffService staff;
    private final AuditService audit;
    private final Clock clock;

    ClientRequestService(
            ClientRequests requests,
            ClientService clients,
            ClientKeyService keys,
            StaffService staff,
            AuditService audit,
            Clock clock) {
        this.requests = requests;
        this.clients = clients;
        this.keys = keys;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A request as its page shows it to one reader.
     *
     * @param ends until when it waits for somebody; null where it does not
     * @param who the names of who asked and of who decided, as far as there are any
     * @param toDecide whether the reader may agree or decline
     * @param toTake whether the reader may make the token
     */
    record Line(
            ClientRequest request,
            ClientRequest.State state,
            @Nullable Instant ends,
            Map<String, String> who,
            boolean toDecide,
            boolean toTake) {
        public String askedBy() {
            return name(request.askedBy());
        }

        public String decidedBy() {
            return name(request.decidedBy());
        }

        private String name(@Nullable UUID person) {
            return person == null ? "" : who.getOrDefault(person.toString(), person.toString());
        }
    }

    /** What was asked for about a client, the newest first. */
    @Transactional(readOnly = true)
    public List<Line> of(UUID client, SignedIn reader) {
        List<ClientRequest> all = requests.of(client, ApiLimits.REQUESTS_SHOWN_MAX);
        Set<UUID> people = new HashSet<>();
        for (ClientRequest one : all) {
            if (one.askedBy() != null) {
                people.add(one.askedBy());
            }
            if (one.decidedBy() != null) {
                people.add(one.decidedBy());
            }
        }
        Map<String, String> names = people.isEmpty() ? Map.of() : staff.names(people);
        Instant now = clock.instant();
        return all.stream().map(one -> line(one, names, reader, now)).toList();
    }

    private static Line line(ClientRequest one, Map<String, String> names, SignedIn reader, Instant now) {
        ClientRequest.State state = one.state(now);
        boolean isOwn = reader.staff().equals(one.askedBy());
        return new Line(
                one,
                state,
                one.ends(now),
                names,
                state == ClientRequest.State.WAITS && !isOwn,
                state == ClientRequest.State.READY && isOwn);
    }

    /** Clients about which a colleague of the reader waits for a decision. */
    @Transactional(readOnly = true)
    public List<UUID> waitingFor(SignedIn reader) {
        return requests.waitingForOthers(
                reader.staff(), clock.instant().minus(ApiLimits.REQUEST_LIFE), ApiLimits.CLIENTS_SHOWN_MAX);
    }

    /**
     * Asks that a client be taken into the trust circle.
     *
     * @throws Refusal when there is no such client, it is inside, or that was asked for already
     */
    @Transactional
    public void askInside(SignedIn by, UUID client) {
        if (clients.require(client).isInside()) {
            throw new Refusal("api.request.inside");
        }
        ask(by, client, ClientRequest.What.INSIDE, null, null);
    }

    /**
     * Asks that a client get a token that lives for days.
     *
     * @throws Refusal as {@link ClientService#giveToken}, when a network of the client is so large that the token would work from
     *     nearly anywhere, or when that was asked for already
     */
    @Transactional
    public void askToken(SignedIn by, UUID client, int days) {
        clients.demandTokenFits(client, days);
        if (!clients.lock(client).networks().stream().map(Network::parse).allMatch(Network::isSmall)) {
            throw new Refusal("api.client.token.wide", ApiLimits.TOKEN_PREFIX_MIN_V4, ApiLimits.TOKEN_PREFIX_MIN_V6);
        }
        ask(by, client, ClientRequest.What.TOKEN, days, null);
    }

    /**
     * Believes what that key signs from now on; of a client inside the trust circle, once another has agreed. Whoever has the private
     * half asks as that client.
     *
     * @throws Refusal as {@link ClientKeyService#add}, or when another key of a client inside was asked for and is not decided
     */
    @Transactional
    public void addKey(SignedIn by, UUID client, String jwk) {
        if (clients.lock(client).isInside()) {
            ask(
                    by,
                    client,
                    ClientRequest.What.KEY,
                    null,
                    keys.good(client, jwk).toPublicJWK().toJSONString());
        } else {
            keys.add(client, jwk, AuditActor.person(by.staff()));
        }
    }

    /**
     * Says where the client may come from. While it has a token that lives for days, or one is asked for, only less than before: that
     * token was agreed to for those networks.
     *
     * @throws Refusal as {@link ClientService#setNetworks}, or where one of them does not lie in those that the client has
     */
    @Transactional
    public void setNetworks(SignedIn by, UUID client, String text) {
        ApiClient before = clients.lock(client);
        Instant until = before.tokenUntil();
        clients.setNetworks(client, text, AuditActor.person(by.staff()));
        boolean isTokenAgreed =
                (until != null && until.isAfter(clock.instant())) || isOpen(client, ClientRequest.What.TOKEN);
        if (isTokenAgreed && !lies(clients.require(client).networks(), before.networks())) {
            throw new Refusal("api.client.networks.wider");
        }
    }

    private static boolean lies(List<String> networks, List<String> within) {
        List<Network> wide = within.stream().map(Network::parse).toList();
        return networks.stream()
                .map(Network::parse)
                .allMatch(one -> wide.stream().anyMatch(one::isWithin));
    }

    private boolean isOpen(UUID client, ClientRequest.What what) {
        Instant now = clock.instant();
        return requests.of(client, ApiLimits.REQUESTS_SHOWN_MAX).stream()
                .filter(one -> one.what() == what)
                .map(one -> one.state(now))
                .anyMatch(state -> state == ClientRequest.State.WAITS || state == ClientRequest.State.READY);
    }

    private void ask(SignedIn by, UUID client, ClientRequest.What what, @Nullable Integer days, @Nullable String jwk) {
        Instant now = clock.instant();
        if (clients.require(client).isRevoked()) {
            throw new Refusal("api.clients.unknown");
        }
        if (isOpen(client, what)) {
            throw new Refusal("api.request.there");
        }
        var request =
                new ClientRequest(UUID.randomUUID(), client, what, days, jwk, by.staff(), now, null, null, null, null);
        requests.add(CurrentOrganisation.require(), request);
        record("client.request-made", by, request, Map.of());
    }

    /**
     * Agrees. A client that shall be inside is so from now on, and a key of one is believed; a token is then made by who asked for it.
     *
     * @throws Refusal when it does not wait any more, the person asked for it themselves or may be the same as who did, the client is
     *     revoked, the key cannot be added any more, or a client that shall be inside was given a key since that was asked
     */
    @Transactional
    public void agree(SignedIn by, UUID client, UUID id) {
        ClientRequest request = decided(by, client, id, true);
        switch (request.what()) {
            case INSIDE -> {
                demandKeysOf(client, request.askedAt());
                clients.takeInside(client, AuditActor.person(by.staff()));
            }
            case KEY -> keys.add(client, Objects.requireNonNull(request.jwk()), AuditActor.person(by.staff()));
            case TOKEN -> {
                // made by who asked, who alone sees it
            }
        }
    }

    /** The keys come in with the client: one that was added later may be one that who agrees has not looked at. */
    private void demandKeysOf(UUID client, Instant asked) {
        clients.lock(client);
        if (keys.of(client).stream()
                .anyMatch(key -> !key.isRevoked() && key.addedAt().isAfter(asked))) {
            throw new Refusal("api.request.keys-since");
        }
    }

    /** Does not agree. It may be asked for again. */
    @Transactional
    public void decline(SignedIn by, UUID client, UUID id) {
        decided(by, client, id, false);
    }

    private ClientRequest decided(SignedIn by, UUID client, UUID id, boolean agreed) {
        Instant now = clock.instant();
        ClientRequest request = requests.lock(client, id)
                .filter(one -> one.state(now) == ClientRequest.State.WAITS)
                .orElseThrow(() -> new Refusal("api.request.over"));
        if (by.staff().equals(request.askedBy())) {
            throw new Refusal("api.request.own");
        }
        if (agreed && request.askedBy() != null) {
            staff.demandIndependent(request.askedBy(), by.staff(), Set.of(Role.ADMINISTRATOR));
        }
        requests.decide(id, new Decision(by.staff(), now, agreed));
        record(
                agreed ? "client.request-agreed" : "client.request-declined",
                by,
                request,
                Map.of("person", String.valueOf(request.askedBy())));
        return request;
    }

    /**
     * Makes the token that a colleague agreed to. Only who asked for it sees it, once.
     *
     * @throws Refusal when nobody agreed, it was made already or not in time, or another asked for it; and as
     *     {@link ClientService#giveToken}
     */
    @Transactional
    public String takeToken(SignedIn by, UUID client, UUID id) {
        Instant now = clock.instant();
        ClientRequest request = requests.lock(client, id)
                .filter(one -> one.state(now) == ClientRequest.State.READY)
                .filter(one -> by.staff().equals(one.askedBy()))
                .orElseThrow(() -> new Refusal("api.request.not-agreed"));
        requests.taken(id, now);
        Integer days = request.days();
        return clients.giveToken(client, days == null ? 0 : days, AuditActor.person(by.staff()));
    }

    /**
     * Makes a client on the server.
     *
     * @throws Refusal as {@link ClientService#create}
     */
    @Transactional
    public ApiClient createdByOperator(String name, Circle circle, int dailyQuota, AuditActor operator) {
        ApiClient client = clients.create(name, circle, dailyQuota, operator);
        if (client.isInside()) {
            byOperator(client.id(), ClientRequest.What.INSIDE, null, null);
        }
        return client;
    }

    /**
     * Gives a client a token on the server.
     *
     * @throws Refusal as {@link ClientService#giveToken}
     */
    @Transactional
    public String tokenByOperator(UUID client, int days, AuditActor operator) {
        String token = clients.giveToken(client, days, operator);
        byOperator(client, ClientRequest.What.TOKEN, days, null);
        return token;
    }

    /**
     * Believes what a key signs, on the server.
     *
     * @throws Refusal as {@link ClientKeyService#add}
     */
    @Transactional
    public ClientKey keyByOperator(UUID client, String jwk, AuditActor operator) {
        ClientKey added = keys.add(client, jwk, operator);
        if (clients.require(client).isInside()) {
            byOperator(client, ClientRequest.What.KEY, null, added.jwk());
        }
        return added;
    }

    private void byOperator(UUID client, ClientRequest.What what, @Nullable Integer days, @Nullable String jwk) {
        Instant now = clock.instant();
        requests.add(
                CurrentOrganisation.require(),
                new ClientRequest(
                        UUID.randomUUID(),
                        client,
                        what,
                        days,
                        jwk,
                        null,
                        now,
                        null,
                        now,
                        true,
                        what == ClientRequest.What.TOKEN ? now : null));
    }

    private void record(String act, SignedIn by, ClientRequest request, Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("what", request.what().name());
        audit.record(new AuditAct(
                act,
                AuditActor.person(by.staff()),
                List.of(request.client().toString(), request.id().toString()),
                all));
    }
}
