package org.vigie.api;

import java.security.SecureRandom;
import java.time.Clock;
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
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ClientService(ApiClients clients, Sealer sealer, AuditService audit, Clock clock) {
        this.clients = clients;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new client.
     *
     * @param token 32 random bytes in base64 without padding, for URLs; afterwards only its keyed code is left
     */
    public record Created(ApiClient client, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Created[" + client + "]";
        }
    }

    /**
     * Lets one more program ask.
     *
     * @throws Refusal where the name or the quota is out of range
     */
    @Transactional
    public Created create(String name, Circle circle, int dailyQuota, AuditActor by) {
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
                clock.instant(),
                null);
        byte[] bits = new byte[TOKEN_BYTES];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        clients.add(client, sealer.tokenMac(token));
        audit.record(new AuditAct(
                "client.created",
                by,
                List.of(client.id().toString()),
                Map.of("circle", circle.name(), "quota", Integer.toString(dailyQuota))));
        return new Created(client, token);
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

    /** Whose token this is, in whatever organisation; empty when it is nobody's. It may be revoked. */
    @Transactional(readOnly = true)
    public Optional<ApiClients.ClientPlace> place(String token) {
        return clients.place(sealer.tokenMac(token));
    }

    /** The client, unless it is revoked. */
    @Transactional(readOnly = true)
    public Optional<ApiClient> good(UUID id) {
        return clients.find(id).filter(client -> !client.isRevoked());
    }
}
