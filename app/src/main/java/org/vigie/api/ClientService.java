package org.vigie.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;

/** The clients of the bound organisation. Every change is audited. */
@Service
public class ClientService {
    private static final int TOKEN_BYTES = 32;

    private final ApiClients clients;
    private final ApiTokens tokens;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ClientService(ApiClients clients, ApiTokens tokens, Sealer sealer, AuditService audit, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Lets one more program ask, as soon as it has a key or, as an exception, a long-lived token.
     *
     * @throws Refusal where the name or the quota is out of range
     */
    @Transactional
    public ApiClient create(String name, Circle circle, int dailyQuota, AuditActor by) {
        if (name.isBlank() || name.strip().length() > ApiLimits.NAME_CHARACTERS_MAX) {
            throw new Refusal("api.clients.name.length", ApiLimits.NAME_CHARACTERS_MAX);
        }
        if (dailyQuota < 1 || dailyQuota > ApiLimits.DAILY_QUOTA_MAX) {
            throw new Refusal("api.clients.quota.range", ApiLimits.DAILY_QUOTA_MAX);
        }
        var client = new ApiClient(
                UUID.randomUUID(),
                CurrentOrganisation.require(),
                name.strip(),
                circle,
                dailyQuota,
                List.of(),
                false,
                null,
                clock.instant(),
                null);
        clients.add(client);
        audit.record(new AuditAct(
                "client.created",
                by,
                List.of(client.id().toString()),
                Map.of("circle", circle.name(), "quota", Integer.toString(dailyQuota))));
        return client;
    }

    /**
     * A long-lived token for a client whose program cannot sign, in place of the one that it may have. Whoever has it is that
     * client, so it ends, and opens nothing from elsewhere than the client's networks.
     *
     * @param days 1 to {@value ApiLimits#TOKEN_DAYS_MAX}
     * @return 32 random bytes in base64 without padding, for URLs; afterwards only their keyed code is left
     * @throws Refusal where the days are out of range, the client may come from anywhere, or there is no such client that is not
     *     revoked
     */
    @Transactional
    public String giveToken(UUID id, int days, AuditActor by) {
        demandTokenFits(id, days);
        byte[] bits = new byte[TOKEN_BYTES];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        var until = clock.instant().plus(Duration.ofDays(days));
        if (!clients.setToken(id, sealer.tokenMac(token), until)) {
            throw new Refusal("api.clients.unknown");
        }
        audit.record(
                new AuditAct("client.token-given", by, List.of(id.toString()), Map.of("days", Integer.toString(days))));
        return token;
    }

    /**
     * Whether such a token can be given at all.
     *
     * @throws Refusal as {@link #giveToken}, but for clients that are revoked
     */
    void demandTokenFits(UUID id, int days) {
        if (days < 1 || days > ApiLimits.TOKEN_DAYS_MAX) {
            throw new Refusal("api.clients.days.range", ApiLimits.TOKEN_DAYS_MAX);
        }
        if (require(id).networks().isEmpty()) {
            throw new Refusal("api.client.token.networks");
        }
    }

    /**
     * Takes a client into the trust circle.
     *
     * @throws Refusal where there is no such client, or it is revoked
     */
    void takeInside(UUID id, AuditActor by) {
        if (!clients.takeInside(id)) {
            throw new Refusal("api.clients.unknown");
        }
        audit.record(AuditAct.of("client.taken-inside", by, id));
    }

    /**
     * Ends the client's long-lived token and all that live for minutes; with its next request it must sign anew.
     *
     * @throws Refusal where there is no such client
     */
    @Transactional
    public void endTokens(UUID id, AuditActor by) {
        require(id);
        boolean hadLong = clients.dropToken(id);
        int ended = tokens.revoke(id, clock.instant());
        audit.record(new AuditAct(
                "client.tokens-ended",
                by,
                List.of(id.toString()),
                Map.of("long-lived", Boolean.toString(hadLong), "others", Integer.toString(ended))));
    }

    /**
     * Says where the client may come from.
     *
     * @param text networks such as 192.0.2.0/24, apart by spaces, commas or lines; empty for anywhere
     * @throws Refusal where one is none, there are too many, there is no such client, or it has a long-lived token and may
     *     therefore not come from anywhere
     */
    @Transactional
    public void setNetworks(UUID id, String text, AuditActor by) {
        var networks = Arrays.stream(text.split("[\\s,;]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (networks.size() > ApiLimits.NETWORKS_MAX) {
            throw new Refusal("api.client.networks.many", ApiLimits.NETWORKS_MAX);
        }
        try {
            networks.forEach(Network::parse);
        } catch (IllegalArgumentException notOne) {
            throw new Refusal("api.client.networks.form");
        }
        if (networks.isEmpty() && require(id).tokenUntil() != null) {
            throw new Refusal("api.client.networks.token");
        }
        if (!clients.setNetworks(id, networks)) {
            throw new Refusal("api.clients.unknown");
        }
        audit.record(new AuditAct(
                "client.networks-set",
                by,
                List.of(id.toString()),
                Map.of("networks", Integer.toString(networks.size()))));
    }

    /**
     * Ends a client; its next request is refused.
     *
     * @throws Refusal where there is no such client, or it is revoked already
     */
    @Transactional
    public void revoke(UUID id, AuditActor by) {
        if (!clients.revoke(id, clock.instant())) {
            throw new Refusal("api.clients.unknown");
        }
        audit.record(AuditAct.of("client.revoked", by, id));
    }

    /** The newest first; at most {@link ApiLimits#CLIENTS_SHOWN_MAX}. */
    @Transactional(readOnly = true)
    public List<ApiClient> all() {
        return clients.newest(ApiLimits.CLIENTS_SHOWN_MAX);
    }

    /**
     * The client of that id, in the bound organisation, revoked or not.
     *
     * @throws Refusal where there is no such client
     */
    @Transactional(readOnly = true)
    public ApiClient require(UUID id) {
        return clients.find(id).orElseThrow(() -> new Refusal("api.clients.unknown"));
    }

    /**
     * The same, and nobody takes it inside or revokes it meanwhile.
     *
     * @throws Refusal where there is no such client
     */
    ApiClient lock(UUID id) {
        return clients.lock(id).orElseThrow(() -> new Refusal("api.clients.unknown"));
    }

    /**
     * Whose token this is, in whatever organisation; empty when it is nobody's. It may have ended. One statement, which needs no
     * transaction: each would cost every request one more way to the database.
     */
    Optional<ApiTokens.Place> place(String token) {
        return tokens.place(sealer.tokenMac(token));
    }

    /** The client, if its long-lived token is good. */
    @Transactional(readOnly = true)
    public Optional<ApiClient> withToken(UUID id) {
        Instant now = clock.instant();
        return clients.find(id).filter(client -> client.hasToken(now));
    }
}
